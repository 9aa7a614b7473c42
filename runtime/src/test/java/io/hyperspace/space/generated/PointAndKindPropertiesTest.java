package io.hyperspace.space.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.VersionRange;
import org.junit.jupiter.api.Test;

/** Points, kinds and selectors print as they are written, and what is printed is read as the same. */
class PointAndKindPropertiesTest {

    private final Samples samples = new Samples();

    @Test
    void aPointPrintsAsItIsWritten() {
        samples.all(choices -> new PointTexts(choices, Spelling.plain()).point(), text -> {
            Point point = Point.parse(text);

            assertThat(point).hasToString(text);
            assertThat(Point.parse("x".concat(text).substring(1)))
                    .isEqualTo(point)
                    .hasSameHashCodeAs(point);
            assertThat(Language.point(text, PointTexts.HERE)).isEqualTo(point);
        });
    }

    @Test
    void aRelativePointIsTheWholeOneThatItStandsFor() {
        samples.spelled(
                (choices, spelling) -> new PointTexts(choices, spelling).spelled(),
                text -> assertThat(Language.point(text.free(), PointTexts.HERE)).hasToString(text.plain()));
    }

    @Test
    void aKindPrintsAsItIsWritten() {
        samples.all(
                choices -> new KindTexts(choices, Spelling.plain()).kind(),
                text -> assertThat(Kind.parse(text)).hasToString(text).isEqualTo(Kind.parse(text)));
    }

    @Test
    void aRangeOfVersionsIsTaken() {
        samples.all(
                choices -> new KindTexts(choices, Spelling.plain()).range(),
                text -> assertThat(VersionRange.parse(text)).isNotNull());
    }

    @Test
    void aSelectorPrintsInItsPlainSpelling() {
        samples.spelled((choices, spelling) -> new SelectorTexts(choices, spelling).selector(), text -> {
            assertThat(Language.selector(text.free())).hasToString(text.plain());
            assertThat(Language.selector(text.plain()))
                    .hasToString(text.plain())
                    .isEqualTo(Language.selector(text.free()));
        });
    }
}
