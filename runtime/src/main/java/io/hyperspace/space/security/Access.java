package io.hyperspace.space.security;

import java.util.Set;

/**
 * What an agent may do with a point.
 *
 * @param level why
 * @param permissions the permissions that result; all for super and owner
 * @param privileges named privileges
 */
public record Access(Level level, Permissions permissions, Set<String> privileges) {

    public static final Access NOTHING = new Access(Level.ENUMERATED, Permissions.NONE, Set.of());
    public static final Access SUPER = new Access(Level.SUPER, Permissions.ALL, Set.of());
    public static final Access OWNER = new Access(Level.OWNER, Permissions.ALL, Set.of());

    /** Why an agent may do what it may. */
    public enum Level {
        SUPER("super"),
        OWNER("owner"),
        SUPER_OWNER("super-owner"),
        ENUMERATED("enumerated");

        private final String text;

        Level(String text) {
            this.text = text;
        }

        /** The level of one who has super, or is the owner, or both, or neither. */
        public static Level of(boolean isSuper, boolean isOwner) {
            if (isSuper) {
                return isOwner ? SUPER_OWNER : SUPER;
            }
            return isOwner ? OWNER : ENUMERATED;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public Access {
        privileges = Set.copyOf(privileges);
    }

    /** Whether the agent may do everything, and give that on. */
    public boolean isSuper() {
        return level == Level.SUPER || level == Level.SUPER_OWNER;
    }

    public boolean may(Permission permission) {
        return permissions.has(permission);
    }

    /** Whether there is a privilege: one that was given, or any for super. */
    public boolean has(String privilege) {
        return isSuper() || privileges.contains(privilege);
    }
}
