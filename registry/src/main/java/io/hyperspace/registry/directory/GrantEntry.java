package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.Selector;

/**
 * A grant as it is stored.
 *
 * @param rule the sort of rule: {@code or}
 * @param detail what the rule gives: for {@code or} the mask
 */
public record GrantEntry(
        @JsonProperty("id") Ulid id,
        @JsonProperty("rule") String rule,
        @JsonProperty("detail") String detail,
        @JsonProperty("on") Selector on,
        @JsonProperty("to") Selector to,
        @JsonProperty("by") Agent by) {

    private static final String OR = "or";

    public static GrantEntry of(Grant grant) {
        if (grant.rule() instanceof Grant.OrMask mask) {
            return new GrantEntry(grant.id(), OR, mask.permissions().toString(), grant.on(), grant.to(), grant.by());
        }
        throw new IllegalArgumentException("no such rule: " + grant.rule());
    }

    public Grant grant() {
        return new Grant(id, rule(rule, detail), on, to, by);
    }

    private static Grant.Rule rule(String rule, String detail) {
        if (rule.equals(OR)) {
            return new Grant.OrMask(Permissions.parse(detail));
        }
        throw new IllegalArgumentException("no such rule: " + rule);
    }
}
