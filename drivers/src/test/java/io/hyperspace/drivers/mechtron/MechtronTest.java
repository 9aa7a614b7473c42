package io.hyperspace.drivers.mechtron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a mechtron does for those who send it waves. */
final class MechtronTest {

    private static final byte[] PROBE = MemoryWorld.guest("probe");
    private static final String ACTOR = "State { +mode=actor; }";
    private static final String STATELESS = "State { +mode=stateless; }";

    private final MemoryWorld world = new MemoryWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aGuestAnswers() {
        Point probe = world.mechtron("probe", PROBE, STATELESS);

        assertThat(world.ask(probe, "Ext<Echo>", "Grüße, 世界")).isEqualTo(Reply.ok(Substance.text("Grüße, 世界")));
        assertThat(world.ask(probe, "Ext<Echo>", new Substance.Json("{\"a\":[1,2.50]}"))
                        .body())
                .isEqualTo(new Substance.Json("{\"a\":[1,2.50]}"));
        assertThat(world.ask(probe, "Ext<Echo>", new Substance.Bin(new byte[70_000]))
                        .body())
                .isEqualTo(new Substance.Bin(new byte[70_000]));
    }

    @Test
    void aGuestSeesWhoSentWhat() {
        Point probe = world.mechtron("probe", PROBE, STATELESS);

        Reply reply = MemoryWorld.join(world.handle(
                MemoryWorld.ping(probe, Method.ext("Who"), "/a?b=c", Substance.Empty.INSTANCE, Duration.ofSeconds(9))));

        assertThat(reply.body()).isEqualTo(Substance.text("Ping localhost:tester localhost:users:ann /a?b=c"));
    }

    @Test
    void anAbsorbedPingIsAnsweredWithNothing() {
        Point probe = world.mechtron("probe", PROBE, STATELESS);

        assertThat(world.ask(probe, "Ext<Absorb>", "")).isEqualTo(Reply.ok(Substance.Empty.INSTANCE));
    }

    @Test
    void aGuestReadsItsEnvironmentAndNothingElse() {
        Point probe = world.mechtron("probe", PROBE, STATELESS + " Env { +GREETING=hello; }");

        assertThat(world.ask(probe, "Ext<Config>", "GREETING").body()).isEqualTo(Substance.text("hello"));
        assertThat(world.ask(probe, "Ext<Config>", "PATH").body()).isEqualTo(Substance.Empty.INSTANCE);
    }

    @Test
    void aGuestKnowsTheTime() {
        Point probe = world.mechtron("probe", PROBE, STATELESS);
        long before = System.currentTimeMillis();

        Substance answer = world.ask(probe, "Ext<Now>", "").body();

        assertThat(((Substance.Int) answer).value()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void randomBytesDifferFromCallToCall() {
        Point probe = world.mechtron("probe", PROBE, STATELESS);

        Substance first = world.ask(probe, "Ext<Random>", "32").body();
        Substance second = world.ask(probe, "Ext<Random>", "32").body();

        assertThat(((Substance.Bin) first).value()).hasSize(32);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void anActorKeepsItsMemoryBetweenWaves() {
        Point probe = world.mechtron("probe", PROBE, ACTOR);

        world.ask(probe, "Ext<Calls>", "");
        world.ask(probe, "Ext<Calls>", "");

        assertThat(world.ask(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(3));
    }

    @Test
    void anActorIsSerialAndStaysAndAStatelessMechtronIsNeither() {
        Particle actor = particle(world.mechtron("actor", PROBE, ACTOR));
        Particle stateless = particle(world.mechtron("stateless", PROBE, STATELESS));

        assertThat(actor.isSerial()).isTrue();
        assertThat(actor.isPassivatable()).isFalse();
        assertThat(stateless.isSerial()).isFalse();
        assertThat(stateless.isPassivatable()).isTrue();
    }

    private Particle particle(Point point) {
        return Objects.requireNonNull(world.particles.get(point));
    }

    @Test
    void whatAWavePutsIsSeenByItselfCommittedAndSeenByTheNext() {
        Point probe = world.mechtron("probe", PROBE, ACTOR);

        Reply own = world.ask(probe, "Ext<Put>", "key=value");
        Reply next = world.ask(probe, "Ext<Get>", "key");

        assertThat(own.body()).isEqualTo(Substance.text("value"));
        assertThat(next.body()).isEqualTo(Substance.text("value"));
        assertThat(world.context(probe).commits).hasSize(1);
    }

    @Test
    void stateOutlivesTheActor() {
        Map<String, byte[]> state = new HashMap<>();
        state.put("key", "from before".getBytes(StandardCharsets.UTF_8));

        Point probe = world.mechtron("probe", PROBE, ACTOR, state);

        assertThat(world.ask(probe, "Ext<Get>", "key").body()).isEqualTo(Substance.text("from before"));
    }

    @Test
    void theReplyWaitsForTheCommitAndSoDoesTheNextWave() {
        Point probe = world.mechtron("probe", PROBE, ACTOR);
        CompletableFuture<Void> disk = new CompletableFuture<>();
        world.context(probe).commit = disk;

        CompletionStage<Reply> put = world.send(probe, "Ext<Put>", Substance.text("key=value"));
        CompletionStage<Reply> get = world.send(probe, "Ext<Get>", Substance.text("key"));
        await().until(() -> !world.context(probe).commits.isEmpty());

        assertThat(put.toCompletableFuture()).isNotDone();
        assertThat(get.toCompletableFuture()).isNotDone();
        disk.complete(null);
        assertThat(MemoryWorld.join(put).status()).isEqualTo(200);
        assertThat(MemoryWorld.join(get).body()).isEqualTo(Substance.text("value"));
    }

    @Test
    void aCommitThatFailsIsTheReplyAndTheInstanceIsGone() {
        Point probe = world.mechtron("probe", PROBE, ACTOR);
        world.ask(probe, "Ext<Calls>", "");
        world.context(probe).commit =
                CompletableFuture.failedFuture(Faults.notReady("the journal").toException());

        Reply refused = world.ask(probe, "Ext<Put>", "key=value");
        world.context(probe).commit = CompletableFuture.completedFuture(null);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(world.ask(probe, "Ext<Get>", "key").body()).isEqualTo(Substance.text("nothing"));
        assertThat(world.ask(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(2));
    }

    @Test
    void aStatelessMechtronHasNothingToPutTo() {
        Point probe = world.mechtron("probe", PROBE, STATELESS);

        assertFault(world.ask(probe, "Ext<Put>", "key=value"), 422, "E0510");
    }

    @Test
    void signalsLeaveWhenTheWaveHasSucceeded() {
        Point probe = world.mechtron("probe", PROBE, ACTOR);

        Reply reply = world.ask(probe, "Ext<Signal>", "2");

        assertThat(reply.body()).isEqualTo(new Substance.Int(200));
        assertThat(world.context(probe).signals)
                .extracting("to", "body")
                .containsExactly(
                        tuple(Point.parse("localhost:other"), new Substance.Int(0)),
                        tuple(Point.parse("localhost:other"), new Substance.Int(1)));
    }

    @Test
    void aDurableWaveIsCommittedEvenIfItPutsNothing() {
        Point probe = world.mechtron("probe", PROBE, ACTOR);

        assertThat(durable(probe, "Ext<Signal>", "1").body()).isEqualTo(new Substance.Int(200));

        assertThat(world.context(probe).commits).containsExactly(Map.of());
        assertThat(world.context(probe).signals).hasSize(1);
    }

    @Test
    void aDurableWaveThatWasHandledBeforeIsAnsweredAsBeforeAndItsInstanceIsGone() {
        Point probe = world.mechtron("probe", PROBE, ACTOR);
        assertThat(durable(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(1));
        world.context(probe).before = Reply.ok(Substance.text("as before"));

        assertThat(durable(probe, "Ext<Calls>", "").body()).isEqualTo(Substance.text("as before"));

        world.context(probe).before = null;
        assertThat(durable(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(1));
    }

    private Reply durable(Point to, String method, String body) {
        return MemoryWorld.join(world.handle(MemoryWorld.ping(
                to, Method.parse(method), "/", Substance.text(body), Duration.ofSeconds(10), Handling.DURABLE)));
    }

    @Test
    void aPingBringsBackWhateverCameOfIt() {
        Point echo = world.mechtron("echo", PROBE, STATELESS);
        Point probe = world.mechtron("probe", PROBE, STATELESS);

        assertThat(world.ask(probe, "Ext<Ping>", echo + "=Ext<Echo>").body())
                .isEqualTo(Substance.text("from the probe"));
        assertFault(world.ask(probe, "Ext<Ping>", "localhost:nobody=Ext<Echo>"), 404, "E0203");
        assertFault(world.ask(probe, "Ext<Ping>", "Not a point=Ext<Echo>"), 400, null);
        assertFault(world.ask(probe, "Ext<Ping>", echo + "=Oops"), 400, null);
    }

    @Test
    void aGuestCannotSendWhatBelongsToTheInfrastructure() {
        Point probe = world.mechtron("probe", PROBE, STATELESS);

        assertFault(world.ask(probe, "Ext<PingSelfish>", "localhost:probe"), 403, "E0302");
    }

    @Test
    void aGuestMayRefuseToStart() {
        Point probe = world.mechtron("probe", PROBE, ACTOR + " Env { +REFUSE=7; }");

        assertFault(world.ask(probe, "Ext<Echo>", ""), 500, "E0512");
    }

    @Test
    void anAnswerOfAnImpossibleStatusIsTheGuestsFault() {
        Point probe = world.mechtron("probe", PROBE, STATELESS);

        assertThat(world.ask(probe, "Ext<Status>", "599").status()).isEqualTo(599);
        assertFault(world.ask(probe, "Ext<Status>", "600"), 500, "E0508");
    }

    @Test
    void manyWavesAtOnceAreAllAnsweredOnce() {
        Point probe = world.mechtron("probe", PROBE, ACTOR);
        CompletableFuture<?>[] replies = new CompletableFuture<?>[500];

        for (int i = 0; i < replies.length; i++) {
            replies[i] = world.send(probe, "Ext<Put>", Substance.text("key-" + i + "=" + i))
                    .toCompletableFuture();
        }

        MemoryWorld.join(CompletableFuture.allOf(replies));
        assertThat(world.ask(probe, "Ext<Calls>", "").body()).isEqualTo(new Substance.Int(501));
        assertThat(world.context(probe).commits).hasSize(500);
    }

    static void assertFault(Reply reply, int status, @Nullable String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        Fault fault = ((Substance.Err) reply.body()).value();
        assertThat(fault.status()).isEqualTo(status);
        if (code != null) {
            assertThat(fault.code()).as("%s", fault).isEqualTo(code);
        }
    }
}
