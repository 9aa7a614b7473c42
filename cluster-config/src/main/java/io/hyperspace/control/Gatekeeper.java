package io.hyperspace.control;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may call. A request whose Host is not a name of this machine comes from a page that tricked a browser
 * (DNS rebinding); one with another Origin comes from a foreign page. Both are refused before anything else. All calls
 * but the one for health need the secret.
 */
final class Gatekeeper {

    private static final String BEARER = "bearer ";

    private final ControlSecret secret;
    private final Set<String> hosts;

    Gatekeeper(ControlSecret secret, String configuredHost) {
        this.secret = secret;
        this.hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(bracketed(configuredHost.toLowerCase(Locale.ROOT)));
    }

    /** Why the request comes from a place it may not come from, or null. */
    @Nullable Fault foreign(HttpRequest request) {
        String host = header(request, "Host");
        if (host == null || !hosts.contains(withoutPort(host.toLowerCase(Locale.ROOT)))) {
            return ControlFaults.foreignHost();
        }
        String origin = header(request, "Origin");
        if (origin != null && !origin.equalsIgnoreCase(request.getUri().getScheme() + "://" + host)) {
            return ControlFaults.foreignOrigin();
        }
        return null;
    }

    /** Why the request is not on the hyperuser's authority, or null. */
    @Nullable Fault unauthenticated(HttpRequest request) {
        String value = header(request, "Authorization");
        boolean known = value != null
                && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && secret.matches(value.substring(BEARER.length()).strip());
        return known ? null : Faults.notAuthenticated();
    }

    private static @Nullable String header(HttpRequest request, String name) {
        Optional<HttpHeader> header = request.getHeader(name);
        return header.map(HttpHeader::value).orElse(null);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
