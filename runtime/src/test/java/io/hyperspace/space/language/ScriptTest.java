package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scripts: several commands, or all that is wrong with them. */
class ScriptTest {

    private static List<Command> script(String text) {
        return Language.script("setup", text, Environment.ROOT, KnownKinds.only(Set.of(Kind.SPACE)));
    }

    @Test
    void commandsAreSeparatedBySemicolons() {
        List<Command> commands = script("""
                # a comment; with a semicolon
                create a<Space>;   # another
                set a { +x=1; +y='2;3'; };;
                ping a Ext<Hi> {"a":"};"};
                get a
                """);

        assertThat(commands)
                .extracting(command -> command.getClass().getSimpleName())
                .containsExactly("Create", "Set", "Send", "Get");
    }

    @Test
    void anEmptyScriptHasNoCommands() {
        assertThat(script("\n # nothing \n ;; ")).isEmpty();
    }

    @Test
    void faultsOfReadingAndResolvingComeInTheOrderOfTheText() {
        assertThatThrownBy(() -> script("create a<Sapce>; frob; create b<Space>; create c<Spcae>; get C;"))
                .isInstanceOfSatisfying(LanguageException.class, e -> {
                    assertThat(e.faults()).extracting(Fault::code).containsExactly("E0102", "E0107", "E0102", "E0110");
                    assertThat(e.fault()).isEqualTo(e.faults().get(0));
                });
    }

    @Test
    void atMostTwentyFaultsAreReported() {
        assertThatThrownBy(() -> script("frob;".repeat(50) + "get A;".repeat(50)))
                .isInstanceOfSatisfying(
                        LanguageException.class, e -> assertThat(e.faults()).hasSize(20));
        assertThatThrownBy(() -> script("get A;".repeat(50)))
                .isInstanceOfSatisfying(
                        LanguageException.class, e -> assertThat(e.faults()).hasSize(20));
    }
}
