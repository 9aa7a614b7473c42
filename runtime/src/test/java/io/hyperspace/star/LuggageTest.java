package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.MapMemories;
import io.hyperspace.provision.Memories;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Memory that is left late, and memory that is left in the name of a life of the star that is over. */
final class LuggageTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 0);
    private static final Config CONFIG =
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load());
    private static final ActorTestKit KIT = ActorTestKit.create(CONFIG);
    private static final StarSettings SETTINGS = StarSettings.of(CONFIG.getConfig("hyperspace"));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private record Ask(Predicate<Luggage> question, CompletableFuture<Boolean> answer)
            implements GravityCommand, NoSerializationVerificationNeeded {
        void put(Luggage luggage) {
            answer.complete(question.test(luggage));
        }
    }

    private final MapMemories memories = new MapMemories();
    private final ActorRef<GravityCommand> gravity = KIT.spawn(gravity());

    /** One that does nothing else. */
    private Behavior<GravityCommand> gravity() {
        return Behaviors.setup(context -> {
            Luggage luggage = new Luggage(context, STAR, memories, SETTINGS);
            return Behaviors.receive(GravityCommand.class)
                    .onMessage(Ask.class, ask -> {
                        ask.put(luggage);
                        return Behaviors.same();
                    })
                    .onMessage(Luggage.Stowed.class, stowed -> {
                        luggage.onStowed(stowed);
                        return Behaviors.same();
                    })
                    .onMessage(Luggage.Settled.class, settled -> {
                        luggage.onSettled(settled);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private boolean is(Predicate<Luggage> question) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        gravity.tell(new Ask(question, answer));
        return answer.join();
    }

    private void tell(Consumer<Luggage> order) {
        is(luggage -> {
            order.accept(luggage);
            return true;
        });
    }

    private static Memories.Left left(String point) {
        return Memories.Left.of(Incarnation.next(), Point.parse(point), 1, new byte[] {1});
    }

    @Test
    void whatIsLeftWhenThereIsNoMoreTimeIsNotKeptAndHoldsNothingUp() {
        Memories.Left inTime = left("test:in-time");
        Memories.Left late = left("test:late");
        memories.slow = new CompletableFuture<>();
        tell(Luggage::leave);
        tell(luggage -> luggage.takeIn(inTime));
        assertThat(is(Luggage::isEmpty)).isFalse();

        tell(Luggage::giveUp);
        tell(luggage -> luggage.takeIn(late));

        assertThat(is(Luggage::isEmpty)).isTrue();
        assertThat(is(luggage -> luggage.has(late.incarnation()))).isFalse();
        memories.begin(STAR, Ulid.next()).toCompletableFuture().join();
        memories.slow.complete(null);
        assertThat(memories.size()).isZero();
    }

    @Test
    void aLifeThatBeginsWhenItsStarIsGoneKeepsNothing() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        memories.beginning = late;
        tell(luggage -> luggage.takeIn(left("test:echo")));
        tell(Luggage::close);
        memories.beginning = CompletableFuture.completedFuture(null);
        memories.begin(STAR, Ulid.next()).toCompletableFuture().join();

        late.complete(null);

        assertThat(memories.size()).isZero();
    }

    @Test
    void aLifeThatBeginsWhenTheNextHasBegunKeepsNothing() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        Memories.Left left = left("test:echo");
        memories.beginning = late;
        tell(luggage -> luggage.takeIn(left));
        memories.beginning = CompletableFuture.completedFuture(null);
        tell(luggage -> luggage.giveUp(left.incarnation()));
        assertThat(is(Luggage::isEmpty)).isTrue();

        late.complete(null);

        assertThat(memories.size()).isZero();
    }

    @Test
    void whatIsLeftInTimeIsKeptOnceItsLifeHasBegun() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        Memories.Left left = left("test:echo");
        memories.beginning = late;
        tell(luggage -> luggage.takeIn(left));
        assertThat(memories.size()).isZero();

        late.complete(null);

        assertThat(memories.size()).isEqualTo(1);
        assertThat(memories.take(left.incarnation(), 1)).isCompletedWithValueMatching(taken -> taken.isPresent());
    }
}
