package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.MapRegistry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How it is stored that particles are in quarantine: so many at once, again when it failed, and all when the star leaves. */
final class QuarantinesTest {

    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.actor.provider = local
                    hyperspace.star { quarantine-batch = 10, quarantine-every = 50ms, quarantine-again = 60ms }
                    """).withFallback(ConfigFactory.load());
    private static final ActorTestKit KIT = ActorTestKit.create(CONFIG);
    private static final StarSettings SETTINGS = StarSettings.of(CONFIG.getConfig("hyperspace"));
    private static final Kind KIND = Kind.of("Crash");

    private record Ask(Predicate<Quarantines> question, CompletableFuture<Boolean> answer)
            implements GravityCommand, NoSerializationVerificationNeeded {
        void put(Quarantines quarantines) {
            answer.complete(question.test(quarantines));
        }
    }

    /** A question to the Registry that is answered when the test says so. */
    private record Question(Runnable answer, CompletableFuture<ParticleRecord> answered) {}

    private final MapRegistry registry = new MapRegistry();
    private final RegistryView view = new RegistryView(registry, 1_000, 1_000, 1_000, Duration.ofMinutes(1));
    private final Queue<Question> asked = new ConcurrentLinkedQueue<>();
    private final ActorRef<GravityCommand> gravity = KIT.spawn(gravity());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    /** One that does nothing else. */
    private Behavior<GravityCommand> gravity() {
        return Behaviors.setup(context -> {
            Quarantines quarantines = new Quarantines(context, view, registry, SETTINGS);
            return Behaviors.receive(GravityCommand.class)
                    .onMessage(Ask.class, ask -> {
                        ask.put(quarantines);
                        return Behaviors.same();
                    })
                    .onMessage(Quarantines.News.class, news -> {
                        quarantines.on(news);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private boolean is(Predicate<Quarantines> question) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        gravity.tell(new Ask(question, answer));
        return answer.join();
    }

    private List<ParticleRecord> particles(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> registry.create("test:p-" + i, KIND))
                .toList();
    }

    private void add(List<ParticleRecord> records) {
        is(quarantines -> {
            records.forEach(record -> quarantines.add(record.incarnation(), record.point()));
            return true;
        });
    }

    private long panicking(List<ParticleRecord> records) {
        return records.stream().filter(record -> status(record) == Status.PANIC).count();
    }

    private Status status(ParticleRecord record) {
        return registry.record(record.point()).toCompletableFuture().join().status();
    }

    private void answerWhenTold() {
        registry.duringStatus((point, status, call) -> {
            CompletableFuture<ParticleRecord> answered = new CompletableFuture<>();
            asked.add(new Question(
                    () -> call.get().whenComplete((record, failure) -> answered.complete(record)), answered));
            return answered;
        });
    }

    @Test
    void oneThatComesAloneIsStoredAtOnce() {
        List<ParticleRecord> one = particles(1);

        add(one);

        assertThat(panicking(one)).isOne();
        await().until(() -> !is(quarantines -> quarantines.has(one.get(0).incarnation())));
    }

    @Test
    void atMostOneBatchIsUnderWayAndNoneIsForgotten() {
        answerWhenTold();
        List<ParticleRecord> records = particles(35);

        add(records);

        assertThat(asked).hasSize(1);
        int stored = 1;
        asked.remove().answer().run();
        for (int batch : new int[] {10, 10, 10, 4}) {
            await().untilAsserted(() -> assertThat(asked).hasSize(batch));
            assertThat(panicking(records)).isEqualTo(stored);
            IntStream.range(0, batch).forEach(i -> asked.remove().answer().run());
            stored += batch;
        }
        assertThat(panicking(records)).isEqualTo(35);
    }

    @Test
    void whatCouldNotBeStoredIsTriedAgainAndWhatIsGoneIsNot() {
        List<ParticleRecord> records = particles(2);
        ParticleRecord gone = records.get(1);
        answerWhenTold();
        add(records.subList(0, 1));

        asked.remove()
                .answered()
                .completeExceptionally(Faults.notReady("the database").toException());
        assertThat(is(quarantines -> quarantines.has(records.get(0).incarnation())))
                .isTrue();
        await().untilAsserted(() -> assertThat(asked).hasSize(1));
        add(records.subList(1, 2));
        asked.remove().answer().run();
        await().untilAsserted(() -> assertThat(asked).hasSize(1));
        asked.remove()
                .answered()
                .completeExceptionally(Faults.noSuchPoint("test:p-1").toException());

        await().until(() -> !is(quarantines -> quarantines.has(gone.incarnation())));
        assertThat(status(records.get(0))).isEqualTo(Status.PANIC);
        assertThat(status(gone)).isEqualTo(Status.READY);
    }

    @Test
    void oneThatIsForgivenWhileItWaitsIsNotStored() {
        answerWhenTold();
        List<ParticleRecord> records = particles(2);
        add(records);

        CompletableFuture<?> underWay = forgive(records.get(0));
        assertThat(forgive(records.get(1))).isDone();
        assertThat(underWay).isNotDone();

        asked.remove().answer().run();
        assertThat(underWay).isCompleted();
        List<ParticleRecord> later = List.of(registry.create("test:later", KIND));
        add(later);
        await().untilAsserted(() -> assertThat(asked).hasSize(1));
        asked.remove().answer().run();
        assertThat(panicking(later)).isOne();
        assertThat(status(records.get(1))).isEqualTo(Status.READY);
    }

    private CompletableFuture<?> forgive(ParticleRecord record) {
        AtomicReference<CompletionStage<?>> settled = new AtomicReference<>();
        is(quarantines -> {
            settled.set(quarantines.forgive(record.incarnation()));
            return true;
        });
        return Objects.requireNonNull(settled.get()).toCompletableFuture();
    }

    @Test
    void aStarThatLeavesStoresAllThatWaitsBatchByBatchBeforeItGoes() {
        answerWhenTold();
        List<ParticleRecord> records = particles(25);
        add(records);

        is(quarantines -> {
            quarantines.leave();
            return true;
        });

        for (int batch : new int[] {1, 10, 10, 4}) {
            assertThat(is(Quarantines::isEmpty)).isFalse();
            await().untilAsserted(() -> assertThat(asked).hasSize(batch));
            IntStream.range(0, batch).forEach(i -> asked.remove().answer().run());
        }
        await().until(() -> is(Quarantines::isEmpty));
        assertThat(panicking(records)).isEqualTo(25);
    }

    @Test
    void aStarThatHasNoMoreTimeWaitsForNoneAndTakesNoMore() {
        answerWhenTold();
        List<ParticleRecord> records = particles(3);
        add(records.subList(0, 2));

        is(quarantines -> {
            quarantines.leave();
            quarantines.giveUp();
            return true;
        });
        add(records.subList(2, 3));

        assertThat(is(Quarantines::isEmpty)).isTrue();
        assertThat(asked).hasSize(1);
    }
}
