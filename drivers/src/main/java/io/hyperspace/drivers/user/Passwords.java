package io.hyperspace.drivers.user;

import io.hyperspace.space.error.Faults;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords, and compares one with a hash. A hash is slow on purpose, so it is made on a few threads of its own
 * with a bounded queue before them, one for each Machine; what does not fit is refused with 429. Hashes are Argon2id in
 * the form {@code $argon2id$v=19$m=…,t=…,p=1$salt$hash}. Source: RFC 9106.
 */
public final class Passwords implements Extension {

    private static final Id ID = new Id();
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int IDLE_SECONDS = 30;
    /** Compared with a hash of something else where there is nothing to compare. */
    private static final String NOBODYS_GUESS = "nobody";

    private final PasswordSettings settings;
    private final Argon2PasswordEncoder encoder;
    private final ThreadPoolExecutor threads;
    private final CompletionStage<String> nobodys;

    private Passwords(PasswordSettings settings) {
        this.settings = settings;
        int kibibytes = Math.toIntExact(settings.memory() >> 10);
        this.encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, kibibytes, settings.iterations());
        this.threads = threads(settings);
        this.nobodys = submit(() -> encode(UUID.randomUUID().toString()));
    }

    private static ThreadPoolExecutor threads(PasswordSettings settings) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.queue()),
                work -> {
                    Thread thread = new Thread(work, "hyperspace-password-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** The ones of a Machine. */
    public static Passwords of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    /** The hash of a new password; 422 when it is too short or too long, without a word of what it is. */
    CompletionStage<String> hash(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < settings.minLength() || length > settings.maxLength()) {
            return CompletableFuture.failedFuture(UserFaults.passwordLength(settings.minLength(), settings.maxLength())
                    .toException());
        }
        return submit(() -> encode(password));
    }

    /**
     * Whether a password is the one that was hashed. It takes its time also without a hash, so that nobody learns from it
     * who there is. The encoder does no work for an empty password, so none is given to it.
     */
    CompletionStage<Boolean> matches(String password, @Nullable String hash) {
        if (hash == null || password.isEmpty() || password.length() > 2 * settings.maxLength()) {
            return nobodys.thenCompose(other -> submit(() -> encoder.matches(NOBODYS_GUESS, other)))
                    .thenApply(same -> false);
        }
        return submit(() -> encoder.matches(password, hash));
    }

    private String encode(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("the hash of a password that is there is never null");
        }
        return hash;
    }

    private <T> CompletionStage<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    Faults.tooMany("the queue of passwords", settings.queue()).toException());
        }
    }

    private static final class Id extends ExtensionId<Passwords> {
        @Override
        public Passwords createExtension(ActorSystem<?> system) {
            PasswordSettings settings =
                    PasswordSettings.of(system.settings().config().getConfig("hyperspace"));
            Passwords passwords = new Passwords(settings);
            system.getWhenTerminated().whenComplete((done, failure) -> passwords.threads.shutdownNow());
            return passwords;
        }
    }
}
