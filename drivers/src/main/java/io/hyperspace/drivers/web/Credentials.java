package io.hyperspace.drivers.web;

import io.hyperspace.drivers.user.Authenticator;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.security.Agent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Tells on whose authority a request comes. Who shows something that is no good token is not taken for nobody. */
final class Credentials {

    private static final String BEARER = "bearer ";

    private final Authenticator authenticator;

    Credentials(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** The bearer of a token, anonymous without credentials; fails with 401 for any others. */
    CompletionStage<Agent> agent(HttpRequest request) {
        List<String> shown = StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(header -> header.is("authorization"))
                .map(header -> header.value())
                .toList();
        if (shown.isEmpty()) {
            return CompletableFuture.completedFuture(Agent.ANONYMOUS);
        }
        String value = shown.get(0);
        if (shown.size() > 1 || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return CompletableFuture.failedFuture(Faults.notAuthenticated().toException());
        }
        return authenticator.authenticate(value.substring(BEARER.length()).strip());
    }
}
