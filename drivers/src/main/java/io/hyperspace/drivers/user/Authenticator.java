package io.hyperspace.drivers.user;

import io.hyperspace.space.security.Agent;
import java.util.concurrent.CompletionStage;

/** Tells whose a token is. */
@FunctionalInterface
public interface Authenticator {

    /** The agent that shows a token; fails with 401 when the token is none that is good now. */
    CompletionStage<Agent> authenticate(String token);
}
