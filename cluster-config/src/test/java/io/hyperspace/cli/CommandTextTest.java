package io.hyperspace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandTextTest {

    static Stream<Arguments> scripts() {
        return Stream.of(
                arguments("", List.of()),
                arguments(" ;;\n; ", List.of()),
                arguments("# only this; and that", List.of()),
                arguments("a", List.of("a")),
                arguments("a;b ; c", List.of("a", "b", "c")),
                arguments("a # b; c\n;d", List.of("a", "d")),
                arguments("set x{ +a=1; +b=2 }; b", List.of("set x{ +a=1; +b=2 }", "b")),
                arguments("a 'x;y' ; b", List.of("a 'x;y'", "b")),
                arguments("a \"x\\\";y\" ; b", List.of("a \"x\\\";y\"", "b")),
                arguments("a {\"k\":\"};\"}; b", List.of("a {\"k\":\"};\"}", "b")),
                arguments("ping x Http<Get>/it's;b", List.of("ping x Http<Get>/it's", "b")),
                arguments("ping x Http<Get>/a#b; c", List.of("ping x Http<Get>/a#b", "c")),
                arguments("a 'open\n;b", List.of("a 'open", "b")),
                arguments("a }; b", List.of("a }", "b")),
                arguments("a { b; c", List.of("a { b; c")),
                arguments("publish ^[ a;b.zip ]-> x; c", List.of("publish ^[ a;b.zip ]-> x", "c")));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aScriptFallsApartAtItsSemicolons(String script, List<String> commands) {
        assertThat(CommandText.commands(script))
                .extracting(CommandText.Part::text)
                .isEqualTo(commands);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyCommandStandsWhereItSays(String script, List<String> commands) {
        assertThat(CommandText.commands(script)).hasSameSizeAs(commands).allSatisfy(part -> assertThat(
                        script.substring(part.start()))
                .startsWith(part.text().lines().findFirst().orElseThrow()));
    }

    @Test
    void uploadsAreNamedOnceAndNotInTextsOrComments() {
        assertThat(CommandText.uploads("x ^[ a b ] ^[c]^[ a b ] '^[ d ]' # ^[ e ]"))
                .containsExactly("a b", "c");
    }

    @Test
    void anOpenOrEmptyUploadIsNone() {
        assertThat(CommandText.uploads("x ^[ ] ^[ a\n] ^[")).isEmpty();
    }
}
