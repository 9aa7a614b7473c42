package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Binds send waves through pipelines over several particles, and keep out what does not fit. */
interface BindStory extends Story {

    private void relay(String space) {
        turns().run("create " + space + "<Space>");
        turns().run("create " + space + ":relay<Base>{ +bind=" + Guests.RELAY + " }");
        Guests.book(turns(), space + ":relay:book");
        Guests.probe(turns(), space + ":relay:one");
        Guests.probe(turns(), space + ":relay:two");
    }

    @Test
    default void aPipelineTakesAWaveOverSeveralParticlesAndBack() {
        relay("pipe");

        assertThat(turns().ping("pipe:relay", "Ext<Look>/one/far/away").asText())
                .isEqualTo("Ping pipe:relay hyperuser /far/away");
        assertThat(turns().ping("pipe:relay", "Ext<Look>/two/x").asText()).isEqualTo("Ping pipe:relay hyperuser /x");
        turns().refused("ping pipe:relay Ext<Other>", 404, "E0402");

        turns().refused("ping pipe:relay Ext<Chain> 'body'", 403, "E0301");
        turns().run("grant perm +csd-rwX on pipe:relay:** to pipe:relay");
        for (int i = 0; i < turns().all().size(); i++) {
            assertThat(turns().ping("pipe:relay", "Ext<Chain> 'body " + i + "'").asText())
                    .isEqualTo("body " + i);
        }
    }

    @Test
    default void aBodyIsHeldAgainstItsPattern() {
        relay("form");

        JsonNode entry = turns().ping("form:relay", "Ext<Form> {\"name\": \"Ann\", \"message\": \"hello\"}");
        assertThat(entry.path("number").asInt()).isEqualTo(1);
        JsonNode error = turns().refused("ping form:relay Ext<Form> {\"name\": \"Ann\", \"message\": 3}", 400, "E0406");
        assertThat(error.path("message").asText()).contains("message");
        turns().refused("ping form:relay Ext<Form> 'hello'", 400, "E0406");
        assertThat(Guests.messages(turns(), "form:relay:book")).containsExactly("hello");
    }

    @Test
    default void anotherParticleValidatesABody() {
        relay("check");

        assertThat(turns().ping("check:relay", "Ext<Checked> '200'").asText()).isEqualTo("200");
        turns().refused("ping check:relay Ext<Checked> '422'", 400, "E0410");
        turns().refused("ping check:relay Ext<Checked> 7", 400, "E0406");
    }

    @Test
    default void aBindAsksForAUserOrAPrivilege() {
        relay("club");
        turns().run("create club:staff<UserBase<Internal>>");
        turns().run("create club:staff:ann<User>");
        turns().run("grant perm +csd-rwX on club:relay+:** to *");

        turns().refusedAs("anonymous", "ping club:relay Ext<Members>", 401, "E0303");
        assertThat(turns().runAs("club:staff:ann", "ping club:relay Ext<Members>")
                        .at("/body/value")
                        .asText())
                .isEqualTo("Ping club:relay club:staff:ann /");
        turns().refusedAs("club:staff:ann", "ping club:relay Ext<Books>", 403, "E0304");
        turns().run("grant priv books on club:relay to club:staff:ann");
        turns().runAs("club:staff:ann", "ping club:relay Ext<Books>");
    }
}
