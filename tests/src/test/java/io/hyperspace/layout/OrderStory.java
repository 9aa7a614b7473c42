package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.behaviour.ControlPort.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one sender sends to one particle comes in the order in which it was sent. */
interface OrderStory extends Story {

    private static String signal(String to, String method, String message) {
        return "{\"kind\":\"Signal\",\"to\":\"%s\",\"method\":\"%s\",\"body\":{\"kind\":\"Json\",\"value\":"
                        .formatted(to, method)
                + "{\"name\":\"Ann\",\"message\":\"" + message + "\"}}}";
    }

    /** A signal is answered when it is on its way and not when it has arrived. Every Machine sends in its own right. */
    private void tell(String to, String method, int from, int until) {
        for (int i = from; i < until; i++) {
            for (Door door : turns().all()) {
                Answer accepted = door.port().wave("", signal(to, method, door.name() + "-" + i));
                assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(202);
            }
        }
    }

    private void assertOrdered(String book, int count) {
        int all = count * turns().all().size();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Guests.messages(turns(), book).size() >= all);
        List<String> messages = Guests.messages(turns(), book);
        for (Door door : turns().all()) {
            String mark = door.name() + "-";
            assertThat(messages.stream().filter(message -> message.startsWith(mark)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, count).mapToObj(i -> mark + i).toList());
        }
        assertThat(messages).hasSize(all);
    }

    @Test
    default void signalsComeInTheOrderOfTheirSender() {
        turns().run("create order<Space>");
        Guests.book(turns(), "order:book");

        tell("order:book", "Ext<Add>", 0, 12);

        assertOrdered("order:book", 12);
    }

    @Test
    default void theOrderIsKeptOverAParticleInBetween() {
        turns().run("create hops<Space>");
        turns().run("create hops:relay<Base>{ +bind=" + Guests.RELAY + " }");
        Guests.book(turns(), "hops:relay:book");

        tell("hops:relay", "Ext<Note>", 0, 12);

        assertOrdered("hops:relay:book", 12);
    }

    @Test
    default void theOrderIsKeptWhileTheParticleMoves() {
        turns().run("create wander<Space>");
        Guests.book(turns(), "wander:book");
        for (int round = 0; round < 4; round++) {
            tell("wander:book", "Ext<Add>", 3 * round, 3 * round + 3);
            turns().run("move wander:book to <<central:maelstrom[" + round + "]>>");
        }

        assertOrdered("wander:book", 12);
    }
}
