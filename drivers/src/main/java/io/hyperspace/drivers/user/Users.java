package io.hyperspace.drivers.user;

import com.github.benmanes.caffeine.cache.Ticker;
import io.hyperspace.driver.Services;
import io.hyperspace.driver.Waves;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets users in and knows them again. What ends a token is kept in the record of its user: a password or {@code disabled}
 * that is set, a logout. All of these are final changes, so once they are answered no Machine takes the token.
 */
public final class Users implements Authenticator {

    private final Registry registry;
    private final Waves waves;
    private final Passwords passwords;
    private final Tokens tokens;
    private final Attempts attempts;
    private final LoginSettings settings;

    private Users(Services services, TokenKey key, LoginSettings settings) {
        this.registry = services.registry();
        this.waves = services.waves();
        this.passwords = Passwords.of(services.system());
        this.tokens = new Tokens(key);
        this.attempts = new Attempts(settings, Ticker.systemTicker());
        this.settings = settings;
    }

    /** The users as one Machine knows them; every Machine needs the same key. */
    public static Users create(Services services, TokenKey key) {
        return new Users(services, key, LoginSettings.of(services.config()));
    }

    /**
     * Logs a user in.
     *
     * @param user the point, as it was given
     * @param from where the attempt comes from
     * @return fails with 401 for a wrong user or password alike, in about the same time, and with 429 after too many
     */
    public CompletionStage<Login> login(String user, String password, InetAddress from) {
        Point point = pointOf(user);
        Attempts.Attempt attempt = Attempts.of(point == null ? "" : point.toString(), from);
        Fault refusal = attempts.begin(attempt);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal.toException());
        }
        return candidate(point)
                .thenCompose(
                        record -> passwords.matches(password, hash(record)).thenApply(right -> right ? record : null))
                .handle((record, failure) -> decided(attempt, record, failure));
    }

    private Login decided(Attempts.Attempt attempt, @Nullable ParticleRecord record, @Nullable Throwable failure) {
        if (failure != null) {
            attempts.undecided(attempt);
            throw new HyperspaceException(HyperspaceException.faultOf(failure), failure);
        }
        if (record == null) {
            throw Faults.wrongCredentials().toException();
        }
        attempts.right(attempt);
        return issue(record);
    }

    private static @Nullable Point pointOf(String user) {
        try {
            return Point.parse(user);
        } catch (HyperspaceException e) {
            return null;
        }
    }

    /** The record of a user who may log in, read from its directory; null when there is none. */
    private CompletionStage<@Nullable ParticleRecord> candidate(@Nullable Point point) {
        return point == null
                ? CompletableFuture.completedFuture(null)
                : presentOrNull(registry.record(point)).thenApply(record -> isWelcome(record) ? record : null);
    }

    private static @Nullable String hash(@Nullable ParticleRecord record) {
        return record == null ? null : record.property(UserProperties.PASSWORD);
    }

    private static boolean isWelcome(@Nullable ParticleRecord record) {
        return record != null
                && record.kind().equals(Kind.USER)
                && record.status() == Status.READY
                && !"true".equals(record.property(UserProperties.DISABLED));
    }

    private Login issue(ParticleRecord record) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = now.plus(settings.lifetime()).truncatedTo(ChronoUnit.SECONDS);
        Token token = new Token(Ulid.next(), record.point(), record.incarnation(), from(record), now, expires);
        return new Login(tokens.sign(token), expires, record.point());
    }

    private static String from(ParticleRecord record) {
        String from = record.property(UserProperties.TOKENS_FROM);
        return from == null ? "" : from;
    }

    @Override
    public CompletionStage<Agent> authenticate(String token) {
        return good(token).thenApply(good -> Agent.of(good.user()));
    }

    private CompletionStage<Token> good(String text) {
        Token token = tokens.read(text, Instant.now());
        if (token == null) {
            return CompletableFuture.failedFuture(Faults.notAuthenticated().toException());
        }
        return presentOrNull(waves.record(token.user())).thenApply(record -> {
            if (record == null || !isGood(token, record)) {
                throw Faults.notAuthenticated().toException();
            }
            return token;
        });
    }

    private static boolean isGood(Token token, ParticleRecord record) {
        return isWelcome(record)
                && record.incarnation().equals(token.incarnation())
                && from(record).equals(token.from())
                && record.property(UserProperties.revoked(token.id())) == null;
    }

    /**
     * Ends a token, on every Machine, before it answers.
     *
     * @param everywhere whether all tokens of its user end
     * @return whose it was; fails with 401 when the token is none that is good now
     */
    public CompletionStage<Point> logout(String token, boolean everywhere) {
        return good(token).thenCompose(good -> registry.record(good.user())
                .thenCompose(record ->
                        registry.setProperties(good.user(), everywhere ? endingAll(record) : ending(good, record)))
                .thenApply(record -> good.user()));
    }

    /** Tokens that have expired by themselves need no mention; when too many are left, all end. */
    private List<PropertyChange> ending(Token token, ParticleRecord record) {
        long now = System.currentTimeMillis();
        List<PropertyChange> changes = new ArrayList<>();
        int left = 0;
        for (String key : record.properties().keySet()) {
            if (UserProperties.isRevoked(key)) {
                if (UserProperties.expiry(record.property(key)) <= now) {
                    changes.add(new PropertyChange.Unset(key));
                } else {
                    left++;
                }
            }
        }
        if (left >= settings.maxRevoked()) {
            return endingAll(record);
        }
        String expiry = Long.toString(token.expires().toEpochMilli());
        changes.add(new PropertyChange.Set(UserProperties.revoked(token.id()), expiry, false));
        return changes;
    }

    private static List<PropertyChange> endingAll(ParticleRecord record) {
        List<PropertyChange> changes = new ArrayList<>();
        changes.add(UserChanges.endAll());
        record.properties().keySet().stream()
                .filter(UserProperties::isRevoked)
                .forEach(key -> changes.add(new PropertyChange.Unset(key)));
        return changes;
    }

    private static CompletionStage<@Nullable ParticleRecord> presentOrNull(CompletionStage<ParticleRecord> reading) {
        return reading.<CompletionStage<@Nullable ParticleRecord>>handle((record, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(record);
                    }
                    return HyperspaceException.faultOf(failure).status() == 404
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(failure);
                })
                .thenCompose(stage -> stage);
    }
}
