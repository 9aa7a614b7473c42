package io.hyperspace.space.security;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.text.Visible;
import java.util.regex.Pattern;

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

    /** What a grant gives or takes. It prints as it is written in a command. */
    public sealed interface Rule {

        /**
         * The rule that prints as the text.
         *
         * @throws IllegalArgumentException if the text is not a rule
         */
        static Rule parse(String text) {
            if (text.equals(SUPER)) {
                return new Super();
            }
            if (text.startsWith(PRIVILEGE)) {
                return new Privilege(text.substring(PRIVILEGE.length()));
            }
            if (text.startsWith(OR)) {
                return new OrMask(Permissions.parse(text.substring(OR.length())));
            }
            if (text.startsWith(AND)) {
                return new AndMask(Permissions.parse(text.substring(AND.length())));
            }
            throw new IllegalArgumentException("not a rule: " + text);
        }
    }

    private static final String SUPER = "super";
    private static final String PRIVILEGE = "priv ";
    private static final String OR = "perm +";
    private static final String AND = "perm &";

    /** Everything, and the right to give it on. */
    public record Super() implements Rule {
        @Override
        public String toString() {
            return SUPER;
        }
    }

    /** Permissions that add up. */
    public record OrMask(Permissions permissions) implements Rule {
        @Override
        public String toString() {
            return OR + permissions;
        }
    }

    /** The only permissions that are left, after all that add up. */
    public record AndMask(Permissions permissions) implements Rule {
        @Override
        public String toString() {
            return AND + permissions;
        }
    }

    /**
     * A named privilege.
     *
     * @param name skewer-case words joined by dots, at most 128 characters
     */
    public record Privilege(String name) implements Rule {

        public static final int MAX_NAME = 128;
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*");

        public Privilege {
            if (!isName(name)) {
                throw new IllegalArgumentException(
                        "a privilege is named like orders.refund, not " + Visible.quoted(name));
            }
        }

        public static boolean isName(String name) {
            return name.length() <= MAX_NAME && NAME.matcher(name).matches();
        }

        @Override
        public String toString() {
            return PRIVILEGE + name;
        }
    }
}
