package io.hyperspace.space.security;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.selector.Selector;

/**
 * A security rule.
 *
 * @param id names the grant
 * @param rule what it gives
 * @param on which particles it is about
 * @param to which agents it is for; a lone {@code *} means every agent, anonymous included
 * @param by who made it; it counts only while that agent may give it
 */
public record Grant(Ulid id, Rule rule, Selector on, Selector to, Agent by) {

    /** What a grant gives. */
    public sealed interface Rule {}

    /** Permissions that add up. */
    public record OrMask(Permissions permissions) implements Rule {
        @Override
        public String toString() {
            return "perm +" + permissions;
        }
    }
}
