package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ripples reach particles wherever they live. */
interface RippleStory extends Story {

    int COUNT = 8;

    private void ring(String space) {
        turns().run("create " + space + "<Space>");
        for (int i = 0; i < COUNT; i++) {
            Guests.probe(turns(), space + ":p" + i);
        }
    }

    @Test
    default void everyParticleOnEveryStarAnswers() {
        ring("ring");
        for (int i = 0; i < turns().all().size(); i++) {
            JsonNode ripple = turns().run("ripple ring:* Ext<Echo> 'x" + i + "'");

            assertThat(ripple.path("targets").asInt()).isEqualTo(COUNT);
            assertThat(ripple.path("answered").asInt()).isEqualTo(COUNT);
            assertThat(ripple.path("failed").asInt()).isZero();
            List<String> from = Turns.texts(ripple.path("echoes"), "from");
            assertThat(from).hasSize(COUNT).doesNotHaveDuplicates().contains("ring:p0", "ring:p" + (COUNT - 1));
            assertThat(ripple.at("/echoes/3/body/value").asText()).isEqualTo("x" + i);
        }
    }

    @Test
    default void aRippleGoesToWhatItsSenderMaySeeAndEachDecidesForItself() {
        ring("veil");
        turns().run("create veil-staff<UserBase<Internal>>");
        turns().run("create veil-staff:ann<User>");
        String command = "ripple veil:* Ext<Echo> 'x'";

        assertThat(turns().port().command("veil-staff:ann", command).status()).isEqualTo(404);
        turns().run("grant perm +cSd-rwx on veil to veil-staff:ann");
        assertThat(turns().port().command("veil-staff:ann", command).status()).isEqualTo(403);
        turns().run("grant perm +csd-rwX on veil:p3 to veil-staff:ann");

        JsonNode ripple = turns().runAs("veil-staff:ann", command);
        assertThat(ripple.path("targets").asInt()).isEqualTo(COUNT);
        assertThat(ripple.path("answered").asInt()).isEqualTo(1);
        assertThat(ripple.path("failed").asInt()).isEqualTo(COUNT - 1);
    }

    @Test
    default void aProgramTakesAsManyEchoesAsItWants() {
        ring("few");
        String frame = "{\"kind\":\"Ripple\",\"to\":\"few:*\",\"method\":\"Ext<Echo>\",\"echoes\":2}";

        JsonNode result = turns().port().wave("", frame).body().path("result");

        assertThat(result.path("sent").asInt()).isEqualTo(COUNT);
        assertThat(result.path("echoes").size()).isGreaterThanOrEqualTo(2);
    }

    /**
     * The guest hands its body to the host as a frame. It is a text, and so is this frame in CBOR: texts stand behind their
     * lengths, which are letters, and the head of a map is one letter together with a tag before it that means nothing here.
     */
    @Test
    default void theRippleOfAGuestReachesWhatTheGuestMayReach() {
        ring("wide");
        Guests.probe(turns(), "wide-sender");
        turns().run("grant perm +cSd-rwx on wide to wide-sender");
        turns().run("grant perm +csd-rwX on wide:* to wide-sender");
        String frame = "\u00e4dkindfRipple" + "bto" + "fwide:*" + "fmethodhExt<Put>" + "dbody\u00a2dkinddText"
                + "evaluehkey=told";

        turns().run("ping wide-sender Ext<Raw> '" + frame + "'");

        for (int i = 0; i < COUNT; i++) {
            String point = "wide:p" + i;
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> turns().ping(point, "Ext<Get> 'key'").asText().equals("told"));
        }
    }
}
