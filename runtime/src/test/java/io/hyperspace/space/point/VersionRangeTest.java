package io.hyperspace.space.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which versions are in an npm-style range. */
class VersionRangeTest {

    @ParameterizedTest
    @CsvSource({
        "^1.2, 1.2.0, true",
        "^1.2, 1.9.9, true",
        "^1.2, 1.1.9, false",
        "^1.2, 2.0.0, false",
        "^1.2, 2.0.0-alpha, false",
        "^0.2.3, 0.2.9, true",
        "^0.2.3, 0.3.0, false",
        "^0.0.3, 0.0.3, true",
        "^0.0.3, 0.0.4, false",
        "^0, 0.9.9, true",
        "^0, 1.0.0, false",
        "^1.2.3-beta.2, 1.2.3-beta.4, true",
        "^1.2.3-beta.2, 1.2.3-beta.1, false",
        "^1.2.3-beta.2, 1.2.4-beta.2, false",
        "~1.2.3, 1.2.9, true",
        "~1.2.3, 1.3.0, false",
        "~1, 1.9.0, true",
        "~1, 2.0.0, false",
        "1.x, 1.9.0, true",
        "1.x, 2.0.0, false",
        "1.2.*, 1.2.7, true",
        "1.2, 1.3.0, false",
        "*, 9.9.9, true",
        "*, 9.9.9-a, false",
        "1.2.3, 1.2.3, true",
        "=1.2.3, 1.2.4, false",
        ">1.2, 1.2.9, false",
        ">1.2, 1.3.0, true",
        ">1.2.3, 1.2.3, false",
        ">=1.2.3, 1.2.3, true",
        "<2, 1.9.9, true",
        "<2, 2.0.0-rc.1, false",
        "<=2, 2.9.9, true",
        "<=2.1.0, 2.1.1, false",
        ">*, 1.0.0, false",
        ">=1.0.0 <2.0.0, 1.5.0, true",
        ">= 1.0.0 < 2.0.0, 2.0.0, false",
        "1.2 - 2.3, 2.3.9, true",
        "1.2 - 2.3, 2.4.0, false",
        "1.2.3 - 2.3.4, 2.3.5, false",
        "^1 || ^3, 3.1.0, true",
        "^1 || ^3, 2.1.0, false",
        "^1, not-a-version, false",
    })
    void aRangeIncludes(String range, String version, boolean included) {
        assertThat(VersionRange.parse(range).includes(version)).isEqualTo(included);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "^",
                "1.2.3.4",
                "^1 ||",
                "1..2",
                "01.2",
                ">>1",
                "1.2.3-",
                "1.2 -2.3 - 4",
                "99999999999999999999.0.0"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0-alpha, 1.0.0-alpha.1",
        "1.0.0-alpha.1, 1.0.0-alpha.beta",
        "1.0.0-alpha.beta, 1.0.0-beta",
        "1.0.0-beta, 1.0.0-beta.2",
        "1.0.0-beta.2, 1.0.0-beta.11",
        "1.0.0-beta.11, 1.0.0-rc.1",
        "1.0.0-rc.1, 1.0.0",
        "1.9.0, 1.10.0",
        "1.0.0, 99999999999999999999.0.0",
    })
    void versionsAreOrderedAsSemverSays(String lower, String higher) {
        assertThat(SemanticVersion.of(lower)).isLessThan(SemanticVersion.of(higher));
    }
}
