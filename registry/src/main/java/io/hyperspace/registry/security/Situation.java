package io.hyperspace.registry.security;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision about a point rests on, for one agent.
 *
 * @param owner null when there is no particle
 * @param about the ids of the grants about the point
 */
record Situation(@Nullable Agent owner, List<Ulid> about) {

    static Situation of(@Nullable Agent owner, List<Grant> about) {
        return new Situation(owner, about.stream().map(Grant::id).toList());
    }
}
