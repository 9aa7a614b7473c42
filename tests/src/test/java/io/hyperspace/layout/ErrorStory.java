package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.behaviour.CommandLine.Outcome;
import io.hyperspace.behaviour.ControlPort.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is told in the same words everywhere, whichever Machine found it out. */
interface ErrorStory extends Story {

    @BeforeEach
    default void aSpaceToBeWrongIn() {
        turns().run("create? wrong<Space>");
        turns().run("create? wrong:it<Base>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    create wrong:x<Sapce>                        | 400 | E0102
                    crate wrong:x<Base>                          | 400 | E0107
                    create wrong:x<Base                          | 400 | E0101
                    select wrong:<                               | 400 | E0101
                    create wrong:none:x<Base>                    | 404 | E0203
                    create wrong:it<Base>                        | 409 | E0201
                    create wrong:u<User>                         | 422 | E0204
                    create wrong:it:s<BundleSeries>              | 422 | E0204
                    delete wrong:none                            | 404 | E0203
                    delete GLOBAL::executor                      | 422 | E0220
                    set wrong:none{ +a=b }                       | 404 | E0203
                    get wrong:none                               | 404 | E0203
                    status wrong:none                            | 404 | E0203
                    ping wrong:none Ext<Hello>                   | 404 | E0203
                    ping wrong:it Ext<Hello>                     | 404 | E0402
                    ping wrong:it Hyp<Assign>                    | 403 | E0302
                    revoke 01JC3W9Z8Q4Y2V6T5R1N0M7K8H            | 404 | E0217
                    chown wrong:it to wrong:nobody               | 404 | E0203
                    watch wrong:*                                | 422 | E0717
                    move wrong:none to <<central:maelstrom[3]>>  | 404 | E0203
                    drain nobody                                 | 404 | E0783
                    """)
    default void everyMachineRefusesIt(String command, int status, String code) {
        JsonNode first = turns().refused(command, status, code);
        for (Door door : turns().all()) {
            Answer answer = door.port().command(command);
            assertThat(answer.status()).as("%s: %s", door.name(), answer.body()).isEqualTo(status);
            assertThat(answer.body().path("error")).as(door.name()).isEqualTo(first);
        }
        assertThat(first.path("message").asText()).isNotBlank();
        assertThat(first.path("help").isArray()).isTrue();
        assertThat(turns().select("wrong:**")).containsExactly("wrong:it");
    }

    @Test
    default void aMisspeltKindIsShownWithACaretAndASuggestion() {
        Outcome outcome = turns().line().run("exec", "create wrong:x<Sapce>");

        assertThat(outcome.exit()).isEqualTo(64);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("""
                        error[E0102]: unknown kind 'Sapce'
                         --> command:1:16
                          |
                        1 | create wrong:x<Sapce>
                          |                ^^^^^ not a kind known here
                          = help: did you mean 'Space'?
                        """);
    }

    /** What is there and what is not are told apart only for who may know. */
    @Test
    default void whoMayNothingHearsOnlyThat() {
        turns().run("create? wrong-staff<UserBase<Internal>>");
        turns().run("create? wrong-staff:ann<User>");
        for (String point : new String[] {"wrong:it", "wrong:none"}) {
            for (String command : new String[] {
                "get " + point + "{ title }",
                "set " + point + "{ +a=b }",
                "delete " + point,
                "ping " + point + " Ext<Hello>",
                "create " + point + ":x<Base>"
            }) {
                assertThat(turns().refusedAs("wrong-staff:ann", command, 403, "E0301")
                                .path("message")
                                .asText())
                        .doesNotContain("Base");
            }
        }
        assertThat(turns().runAs("wrong-staff:ann", "select wrong:**")).isEmpty();
        assertThat(turns().port().command("wrong-staff:nobody", "select **").code())
                .isEqualTo("E0203");
    }

    @Test
    default void aScriptRunsUntilItsFirstFailure() {
        Outcome outcome = turns().line()
                .input(
                        "create? wrong:it<Base>; set wrong:it{ +step=one };\nset wrong:none{ +a=b };\nset wrong:it{ +step=two }",
                        "script",
                        "-");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("error[E0203]").contains("2");
        assertThat(turns().run("get wrong:it{ step }").path("step").asText()).isEqualTo("one");
    }
}
