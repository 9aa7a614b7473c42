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
 * @param rule {@code super}, {@code or}, {@code and}, {@code priv}
 * @param detail for a mask the permissions, for a privilege its name
 */
public record GrantEntry(
        @JsonProperty("id") Ulid id,
        @JsonProperty("rule") String rule,
        @JsonProperty("detail") String detail,
        @JsonProperty("on") Selector on,
        @JsonProperty("to") Selector to,
        @JsonProperty("by") Agent by) {

    private static final String SUPER = "super";
    private static final String OR = "or";
    private static final String AND = "and";
    private static final String PRIVILEGE = "priv";

    public static GrantEntry of(Grant grant) {
        Grant.Rule rule = grant.rule();
        if (rule instanceof Grant.OrMask mask) {
            return entry(grant, OR, mask.permissions().toString());
        } else if (rule instanceof Grant.AndMask mask) {
            return entry(grant, AND, mask.permissions().toString());
        } else if (rule instanceof Grant.Privilege privilege) {
            return entry(grant, PRIVILEGE, privilege.name());
        }
        return entry(grant, SUPER, "");
    }

    private static GrantEntry entry(Grant grant, String rule, String detail) {
        return new GrantEntry(grant.id(), rule, detail, grant.on(), grant.to(), grant.by());
    }

    public Grant grant() {
        return new Grant(id, rule(rule, detail), on, to, by);
    }

    /** Whether it may take something away: as an AND mask, or by waking one of those that who gets it has made. */
    boolean mayTake() {
        return !rule.equals(PRIVILEGE);
    }

    private static Grant.Rule rule(String rule, String detail) {
        return switch (rule) {
            case SUPER -> new Grant.Super();
            case OR -> new Grant.OrMask(Permissions.parse(detail));
            case AND -> new Grant.AndMask(Permissions.parse(detail));
            case PRIVILEGE -> new Grant.Privilege(detail);
            default -> throw new IllegalArgumentException("no such rule: " + rule);
        };
    }
}
