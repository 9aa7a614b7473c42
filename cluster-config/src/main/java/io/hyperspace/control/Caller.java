package io.hyperspace.control;

import io.hyperspace.space.security.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param agent on whose authority
 * @param acting whether it is the hyperuser, who acts as that agent
 * @param token what a user has shown; null when it was the secret
 */
record Caller(Agent agent, boolean acting, @Nullable String token) {

    @Override
    public String toString() {
        return (acting ? Agent.HYPERUSER + " as " : "") + agent;
    }
}
