package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.behaviour.ControlPort.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Mechtrons from artifacts keep state and send waves to particles of other stars. */
interface MechtronStory extends Story {

    @Test
    default void theSampleServesItsPageAndItsGuestsOnEveryMachinesWebPort() {
        long before = -1;
        for (int round = 0; round < 2 * turns().all().size(); round++) {
            assertThat(turns().port().visit("/").body().asText()).contains("<!doctype html>");
            Answer hello = turns().port().visit("/hello?name=Ada");
            assertThat(hello.body().asText()).startsWith("Hello Ada, you are visitor ");
            long visitor = Long.parseLong(hello.body().asText().strip().replaceAll(".* ", ""));
            if (before >= 0) {
                assertThat(visitor).isEqualTo(before + 1);
            }
            before = visitor;
        }
        assertThat(turns().port().visit("/nothing").status()).isEqualTo(404);
    }

    @Test
    default void whatAGuestPutsIsThereForWhoeverAsksNext() {
        turns().run("create keeper<Space>");
        for (int i = 0; i < 4; i++) {
            Guests.probe(turns(), "keeper:p" + i);
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                String value = "of-" + i + "-in-" + round;
                assertThat(turns().ping("keeper:p" + i, "Ext<Put> 'key=" + value + "'")
                                .asText())
                        .isEqualTo(value);
                assertThat(turns().ping("keeper:p" + i, "Ext<Get> 'key'").asText())
                        .isEqualTo(value);
            }
        }
        assertThat(turns().ping("keeper:p0", "Ext<Config> 'GREETING'").asText()).isEqualTo("good day");
    }

    /** A guest acts on its own authority, and cannot choose where its waves come from. */
    @Test
    default void aGuestReachesAnotherWhenItMay() {
        turns().run("create pair<Space>");
        Guests.probe(turns(), "pair:a");
        Guests.probe(turns(), "pair:b");

        turns().refused("ping pair:a Ext<Ping> 'pair:b=Ext<Who>'", 403, "E0301");
        turns().run("grant perm +csd-rwX on pair:b to pair:a");
        for (int i = 0; i < turns().all().size(); i++) {
            assertThat(turns().ping("pair:a", "Ext<Ping> 'pair:b=Ext<Who>'").asText())
                    .isEqualTo("Ping pair:a pair:a /");
        }
        turns().refused("ping pair:b Ext<Ping> 'pair:a=Ext<Who>'", 403, "E0301");
        turns().run("grant perm +csd-rwX on pair:a to pair:a");
        turns().refused("ping pair:a Ext<Ping> 'pair:a=Ext<Who>'", 409, "E0403");
    }

    @Test
    default void theSignalsOfAGuestArriveWhenItsWaveHasSucceeded() {
        turns().run("create teller<Space>");
        Guests.probe(turns(), "teller:it");
        long before = calls();

        assertThat(turns().ping("teller:it", "Ext<Signal> '20'").asInt()).isEqualTo(200);
        turns().refused("ping teller:it Ext<PutAndTrap> 'key=lost'", 500, "E0506");

        // Each look is a call too.
        long[] looks = {1};
        await().atMost(Duration.ofSeconds(20)).until(() -> calls() - looks[0]++ >= before + 20);
        assertThat(calls() - looks[0]).isEqualTo(before + 20);
    }

    private long calls() {
        return turns().ping("localhost:other", "Ext<Calls>").asLong();
    }

    @Test
    default void whatATrappingGuestPutIsUndoneAndItServesOn() {
        turns().run("create trap<Space>");
        Guests.probe(turns(), "trap:it");
        turns().ping("trap:it", "Ext<Put> 'key=kept'");

        JsonNode error = turns().refused("ping trap:it Ext<PutAndTrap> 'key=lost'", 500, "E0506");

        assertThat(error.path("message").asText()).contains("trap:it");
        assertThat(turns().ping("trap:it", "Ext<Get> 'key'").asText()).isEqualTo("kept");
    }

    @Test
    default void aMechtronWithoutAModuleIsRefused() {
        turns().run("create empty<Space>");

        turns().refused("create empty:it<Mechtron>{ +config=kit:repo:none:1.0.0:/x.mechtron }", 404, "E0203");
        turns().refused("create empty:it<Mechtron>{ +config=" + Guests.RELAY + " }", 422, "E0715");
        assertThat(turns().select("empty:*")).isEmpty();
    }
}
