package io.hyperspace.control;

import io.hyperspace.driver.Waves;
import io.hyperspace.drivers.user.Users;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.security.Agent;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may call, and on whose authority. A request whose Host is not a name of this machine comes from a page that
 * tricked a browser (DNS rebinding); one with another Origin comes from a foreign page. Both are refused before anything
 * else. Who shows the secret is the hyperuser, and may act as another agent; who shows a token is its user.
 */
final class Gatekeeper {

    /** Names the agent that the hyperuser wants to act as. */
    static final String AGENT = "Hyperspace-Agent";

    private static final String BEARER = "bearer ";

    private final ControlSecret secret;
    private final Users users;
    private final Waves waves;
    private final Set<String> hosts;

    Gatekeeper(ControlSecret secret, Users users, Waves waves, String configuredHost) {
        this.secret = secret;
        this.users = users;
        this.waves = waves;
        this.hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(bracketed(configuredHost.toLowerCase(Locale.ROOT)));
    }

    /** Why the request comes from a place it may not come from, or null. */
    @Nullable Fault foreign(HttpRequest request) {
        String host = first(request, "Host");
        if (host == null || !hosts.contains(withoutPort(host.toLowerCase(Locale.ROOT)))) {
            return ControlFaults.foreignHost();
        }
        String origin = first(request, "Origin");
        if (origin != null && !origin.equalsIgnoreCase(request.getUri().getScheme() + "://" + host)) {
            return ControlFaults.foreignOrigin();
        }
        return null;
    }

    /**
     * Who calls; fails with 401 for who shows neither secret nor token, 403 for a user who would act as another, and 404
     * for an agent that is not there.
     */
    CompletionStage<Caller> caller(HttpRequest request) {
        String shown = bearer(request);
        List<String> agents = all(request, AGENT);
        if (shown == null) {
            return failed(Faults.notAuthenticated());
        }
        if (secret.matches(shown)) {
            return agents.isEmpty()
                    ? CompletableFuture.completedFuture(new Caller(Agent.HYPERUSER, false, null))
                    : acting(agents);
        }
        return users.authenticate(shown).thenApply(agent -> {
            if (!agents.isEmpty()) {
                throw ControlFaults.onlyTheHyperuserActs().toException();
            }
            return new Caller(agent, false, shown);
        });
    }

    /** The same caller, unless the token has ended since it was shown: a body may take its time. */
    CompletionStage<Caller> still(Caller caller) {
        String token = caller.token();
        return token == null
                ? CompletableFuture.completedFuture(caller)
                : users.authenticate(token).thenApply(agent -> caller);
    }

    private CompletionStage<Caller> acting(List<String> agents) {
        if (agents.size() > 1) {
            return failed(ControlFaults.badAgent("it is given twice"));
        }
        Agent agent;
        try {
            agent = Agent.parse(agents.get(0).strip());
        } catch (HyperspaceException e) {
            return failed(ControlFaults.badAgent(e.fault().message()));
        }
        Caller caller = new Caller(agent, true, null);
        if (!(agent instanceof Agent.Particle particle)) {
            return CompletableFuture.completedFuture(caller);
        }
        return waves.record(particle.point()).thenApply(record -> {
            if (record.status() == Status.DELETED) {
                throw Faults.noSuchPoint(particle.point().toString()).toException();
            }
            return caller;
        });
    }

    /** What stands behind {@code Authorization: Bearer}; null without it, and when there is more than one. */
    private static @Nullable String bearer(HttpRequest request) {
        List<String> values = all(request, "Authorization");
        if (values.size() != 1 || !values.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        return values.get(0).substring(BEARER.length()).strip();
    }

    private static CompletionStage<Caller> failed(Fault fault) {
        return CompletableFuture.failedFuture(fault.toException());
    }

    private static @Nullable String first(HttpRequest request, String name) {
        List<String> values = all(request, name);
        return values.isEmpty() ? null : values.get(0);
    }

    private static List<String> all(HttpRequest request, String name) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is(name.toLowerCase(Locale.ROOT)))
                .map(HttpHeader::value)
                .toList();
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
