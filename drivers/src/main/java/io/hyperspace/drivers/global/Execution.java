package io.hyperspace.drivers.global;

import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;

/**
 * One command on its way.
 *
 * @param cause the wave that asked for it
 * @param request what it asked
 */
record Execution(Directed cause, ExecuteRequest request) {

    Agent agent() {
        return cause.agent();
    }

    /** Who owns what the command makes. What nobody in particular makes is the hyperuser's, lest everyone own it. */
    Agent owner() {
        return agent() instanceof Agent.Anonymous ? Agent.HYPERUSER : agent();
    }
}
