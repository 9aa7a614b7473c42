package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.behaviour.ControlPort.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waves that survive more or less, sent as programs send them. */
interface HandlingStory extends Story {

    private static String frame(String kind, String to, String message, String handling) {
        return "{\"kind\":\"%s\",\"to\":\"%s\",\"method\":\"Ext<Add>\",\"handling\":\"%s\",\"body\":{\"kind\":\"Json\","
                        .formatted(kind, to, handling)
                + "\"value\":{\"name\":\"Ann\",\"message\":\"" + message + "\"}}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"Immediate", "Queued", "Durable"})
    default void aPingTakesEffectOnceAndIsAnswered(String handling) {
        String space = "pings-" + handling.toLowerCase(java.util.Locale.ROOT);
        turns().run("create " + space + "<Space>");
        Guests.book(turns(), space + ":book");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Answer pong = turns().port().wave("", frame("Ping", space + ":book", "m" + i, handling));
            assertThat(pong.status()).as("%s", pong.body()).isEqualTo(201);
            assertThat(pong.body().path("kind").asText()).isEqualTo("Pong");
            assertThat(pong.body().at("/body/value/number").asInt()).isEqualTo(i + 1);
            sent.add("m" + i);
        }

        assertThat(Guests.messages(turns(), space + ":book")).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Queued", "Durable"})
    default void signalsTakeEffectOnceThoughTheirTargetMoves(String handling) {
        String space = "moved-" + handling.toLowerCase(java.util.Locale.ROOT);
        turns().run("create " + space + "<Space>");
        Guests.book(turns(), space + ":book");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Answer accepted = turns().port().wave("", frame("Signal", space + ":book", "m" + i, handling));
            assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(202);
            sent.add("m" + i);
            if (i % 8 == 4) {
                turns().run("move " + space + ":book to <<central:maelstrom[" + i % 12 + "]>>");
            }
        }

        await().atMost(Duration.ofSeconds(30))
                .until(() -> Guests.messages(turns(), space + ":book").size() >= sent.size());
        assertThat(Guests.messages(turns(), space + ":book")).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    default void aWaveThatCannotBeSentIsRefusedWhateverItsHandling() {
        turns().run("create mail<Space>");
        turns().run("create mail:staff<UserBase<Internal>>");
        turns().run("create mail:staff:ann<User>");
        Guests.book(turns(), "mail:book");
        for (String handling : List.of("Immediate", "Queued", "Durable")) {
            JsonNode missing = turns().port()
                    .wave("", frame("Ping", "mail:none", "x", handling))
                    .body();
            assertThat(missing.path("status").asInt()).as("%s", missing).isEqualTo(404);
            JsonNode forbidden = turns().port()
                    .wave("mail:staff:ann", frame("Ping", "mail:book", "x", handling))
                    .body();
            assertThat(forbidden.path("status").asInt()).as("%s", forbidden).isEqualTo(403);
            assertThat(forbidden.at("/body/value/code").asText()).isEqualTo("E0301");
        }
        String later = "{\"kind\":\"Ping\",\"to\":\"mail:book\",\"method\":\"Ext<Count>\",\"deadline\":%d}"
                .formatted(System.currentTimeMillis() + Duration.ofDays(2).toMillis());
        assertThat(turns().port().wave("", later).code()).isEqualTo("E0420");
        assertThat(turns().port()
                        .wave("", "{\"kind\":\"Ping\",\"to\":\"mail:book\",\"method\":\"Hyp<Assign>\"}")
                        .code())
                .isEqualTo("E0302");
        assertThat(turns().port().wave("", "{\"kind\":\"Wing\"}").status()).isEqualTo(400);
        assertThat(Guests.messages(turns(), "mail:book")).isEmpty();
    }

    @Test
    default void aWaveThatIsNotAnsweredInTimeEndsAtItsDeadline() {
        turns().run("create slow<Space>");
        Guests.probe(turns(), "slow:it");
        for (String handling : List.of("Immediate", "Queued", "Durable")) {
            String frame =
                    "{\"kind\":\"Ping\",\"to\":\"slow:it\",\"method\":\"Ext<Loop>\",\"handling\":\"%s\",\"deadline\":%d}"
                            .formatted(handling, System.currentTimeMillis() + 700);

            JsonNode pong = turns().port().wave("", frame).body();

            assertThat(pong.path("status").asInt()).as("%s", pong).isEqualTo(408);
        }
        assertThat(turns().ping("slow:it", "Ext<Echo> 'well'").asText()).isEqualTo("well");
    }
}
