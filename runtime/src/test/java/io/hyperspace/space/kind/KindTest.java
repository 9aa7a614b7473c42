package io.hyperspace.space.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinds by themselves; the examples of the language page are in its own test. */
class KindTest {

    private static final String SPECIFIC = "a.org:b.org:c:d:1.0.0";

    @Test
    void aKindHasItsParts() {
        assertThat(Kind.parse("Database<Relational<" + SPECIFIC + ">>"))
                .isEqualTo(new Kind("Database", "Relational", SPECIFIC));
        assertThat(Kind.parse("File<Dir>")).isEqualTo(Kind.of("File", "Dir"));
        assertThat(Kind.parse("A1b")).isEqualTo(Kind.of("A1b"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, 1",
        "space, 1, 1",
        "Spa-ce, 4, 3",
        "Space<, 7, 1",
        "Space<x>, 7, 1",
        "Space<Sub, 10, 1",
        "Space<Sub<x>>, 11, 1",
        "Space<Sub<a:b:c:d:1.0.0>, 25, 1",
        "Space<Sub<a:b:c:d:1.0>>, 11, 11",
        "Space<Sub>>, 11, 1",
        "Space<Sub> x, 11, 2",
        "Ünder, 1, 1",
        "Space é, 6, 2",
    })
    void whatIsNoKindIsRefusedWithItsPlace(String text, int column, int length) {
        assertThatThrownBy(() -> Kind.parse(text)).isInstanceOfSatisfying(HyperspaceException.class, e -> {
            SpanRef span = Objects.requireNonNull(e.fault().span());
            assertThat(e.fault().code()).isEqualTo("E0111");
            assertThat(e.status()).isEqualTo(400);
            assertThat(span.column()).isEqualTo(column);
            assertThat(span.length()).isEqualTo(length);
            assertThat(e.fault().excerpt()).contains("^");
        });
    }

    @Test
    void oneMoreThanALimitIsRefused() {
        assertThat(Kind.parse("A" + "b".repeat(63)).base()).hasSize(64);
        assertThatThrownBy(() -> Kind.parse("A" + "b".repeat(64))).hasMessageContaining("at most 64");
        assertThatThrownBy(() -> Kind.parse("A" + "b".repeat(1024))).hasMessageContaining("at most 1024 characters");
    }

    @Test
    void noKindIsMadeOfPartsThatAreNone() {
        assertThatThrownBy(() -> new Kind("space", null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Kind("Space", "", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Kind("Space", null, SPECIFIC)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Kind("Space", "Sub", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKindWithASpecificIsKnownByTheOneWithout() {
        KnownKinds kinds = KnownKinds.only(java.util.List.of(Kind.of("Database", "Relational"), Kind.SPACE));

        assertThat(kinds.knows(new Kind("Database", "Relational", SPECIFIC))).isTrue();
        assertThat(kinds.knows(Kind.of("Database"))).isFalse();
        assertThat(kinds.names()).containsExactly("Database<Relational>", "Space");
    }
}
