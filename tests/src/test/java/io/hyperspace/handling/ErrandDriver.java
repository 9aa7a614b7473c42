package io.hyperspace.handling;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.ParticleContext.Outgoing;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.testkit.PlainDriver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Brings particles to life that, for each wave, take a moment, ping a clerk, have a signal to it accepted, and then answer
 * what the clerk did. They write down each wave that their cores begin, on whatever Machine.
 */
final class ErrandDriver extends PlainDriver {

    static final Kind KIND = Kind.of("Errand");

    private static final long MOMENT_MILLIS = 30;

    private final Clerks clerks;
    private final Point clerk;
    private final Map<String, Integer> begun = new ConcurrentHashMap<>();

    ErrandDriver(Clerks clerks, Point clerk) {
        super(KIND);
        this.clerks = clerks;
        this.clerk = clerk;
    }

    /** How often the wave with a key was begun. */
    int begun(String key) {
        return begun.getOrDefault(key, 0);
    }

    /** How often the clerk was told of a key, by ping and by signal. */
    int noted(String key) {
        return clerks.noted.getOrDefault("ping " + key, 0) * 100 + clerks.noted.getOrDefault("signal " + key, 0);
    }

    @Override
    public Particle create(ParticleContext context) {
        Executor later = CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        return wave -> {
            String key = text(wave);
            begun.merge(key, 1, Integer::sum);
            return CompletableFuture.supplyAsync(() -> key, later).thenCompose(any -> run(context, wave, key));
        };
    }

    private CompletionStage<Reply> run(ParticleContext context, Directed wave, String key) {
        Handling own = wave.head().handling();
        return context.ping(wave, note("ping " + key, Handling.IMMEDIATE))
                .thenCompose(
                        pong -> context.signal(wave, note("signal " + key, own)).thenApply(accepted -> reply(pong)));
    }

    private Outgoing note(String text, Handling handling) {
        return new Outgoing(clerk, TallyDriver.ADD, "/", Headers.NONE, Substance.text(text), handling);
    }

    private static Reply reply(Pong pong) {
        return new Reply(pong.status(), Headers.NONE, pong.body());
    }

    private static String text(Directed wave) {
        return ((Substance.Text) wave.body()).value();
    }

    /** Whom errands ask; they live in stars of the same kind, maybe the same star. */
    static final class Clerks extends PlainDriver {

        static final Kind KIND = Kind.of("Clerk");

        private final Map<String, Integer> noted = new ConcurrentHashMap<>();

        Clerks() {
            super("clerk", StarKind.MAELSTROM, Set.of(KIND));
        }

        @Override
        public Particle create(ParticleContext context) {
            return wave -> {
                noted.merge(text(wave), 1, Integer::sum);
                return CompletableFuture.completedFuture(Reply.ok(Substance.text("noted")));
            };
        }
    }
}
