package io.hyperspace.space.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.Fault;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PropertyRulesTest {

    private static final PropertyRules RULES = PropertyRules.of(List.of(
            PropertyRule.of("email").asRequired().matching("[^@]+@[^@]+"),
            PropertyRule.of("theme").withDefault("dark"),
            PropertyRule.of("engine").always("postgres"),
            PropertyRule.of("region").asFixed(),
            PropertyRule.of("token").asSecret().matching("[a-z]+").always("abc")));

    private static final PropertyChange EMAIL = set("email", "a@b");

    private static PropertyChange set(String key, String value) {
        return new PropertyChange.Set(key, value, false);
    }

    private static @Nullable Fault ofNew(PropertyChange... properties) {
        return RULES.refusalOfNew(RULES.completed(List.of(properties)));
    }

    private static @Nullable Fault ofChange(PropertyChange change) {
        return RULES.refusalOfChange(List.of(change));
    }

    private static Fault refused(@Nullable Fault found, int status, String code, String... words) {
        Fault fault = Objects.requireNonNull(found, "refused");
        assertThat(fault.status()).isEqualTo(status);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.message()).contains(words);
        return fault;
    }

    @Test
    void defaultsAndConstantsAreFilledInWhereNothingWasGiven() {
        assertThat(RULES.completed(List.of(EMAIL)))
                .containsExactly(EMAIL, set("theme", "dark"), set("engine", "postgres"), set("token", "abc"));
        assertThat(RULES.completed(List.of(EMAIL, set("theme", "light")))).contains(set("theme", "light"));
        assertThat(RULES.completed(List.of(EMAIL, set("theme", "light")))).doesNotContain(set("theme", "dark"));
    }

    @Test
    void whatIsRequiredMustBeThereAndStay() {
        refused(ofNew(), 422, "E0231", "'email'");
        refused(ofChange(new PropertyChange.Unset("email")), 422, "E0231", "'email'");
        assertThat(ofNew(EMAIL)).isNull();
        assertThat(ofChange(set("email", "c@d"))).isNull();
    }

    @Test
    void aPatternIsForTheWholeValue() {
        refused(ofNew(set("email", "nobody")), 422, "E0232", "'email'", "[^@]+@[^@]+");
        refused(ofNew(set("email", "a@b@c")), 422, "E0232", "'email'");
        refused(ofChange(set("email", "")), 422, "E0232", "'email'");
    }

    @Test
    void aConstantIsTheOnlyValue() {
        refused(ofNew(EMAIL, set("engine", "mysql")), 422, "E0233", "'engine'", "'postgres'");
        refused(ofChange(set("engine", "mysql")), 422, "E0233", "'engine'");
        refused(ofChange(new PropertyChange.Unset("engine")), 422, "E0233", "'engine'");
        assertThat(ofNew(EMAIL, set("engine", "postgres"))).isNull();
    }

    @Test
    void whatIsFixedIsDecidedWhenAParticleIsCreated() {
        assertThat(ofNew(EMAIL, set("region", "eu"))).isNull();
        refused(ofChange(set("region", "us")), 422, "E0208", "'region'");
        refused(ofChange(new PropertyChange.Unset("region")), 422, "E0208", "'region'");
    }

    @Test
    void noRefusalRepeatsASecret() {
        Fault fault = refused(ofChange(set("token", "wrongone")), 422, "E0233", "'token'");

        assertThat(fault.message()).doesNotContain("abc").doesNotContain("wrongone");
    }

    @Test
    void aKeyThatIsNoneIsMalformed() {
        refused(ofNew(EMAIL, set("Not A Key", "x")), 400, "E0230", "Not A Key");
        assertThat(PropertyRules.NONE.refusalOfChange(List.of(set("a--b", "x"))))
                .isNotNull();
    }

    @Test
    void aPropertyWithoutARuleIsFree() {
        assertThat(ofNew(EMAIL, set("anything", "at all"))).isNull();
        assertThat(ofChange(new PropertyChange.Unset("anything"))).isNull();
    }

    @Test
    void aRuleThatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> PropertyRule.of("Key")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PropertyRule.of("key").matching("("))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'key'");
        assertThatThrownBy(() -> PropertyRule.of("key").matching("a+").withDefault("b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PropertyRule.of("key").always("a").withDefault("b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PropertyRules.of(List.of(PropertyRule.of("key"), PropertyRule.of("key"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
