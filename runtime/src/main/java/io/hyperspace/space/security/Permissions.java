package io.hyperspace.space.security;

/**
 * A set of permissions, printed as {@code csd-rwx} with what is granted in upper case.
 *
 * @param bits one bit for each {@link Permission}, the same in every version
 */
public record Permissions(int bits) {

    public static final Permissions NONE = new Permissions(0);
    public static final Permissions ALL = new Permissions((1 << Permission.values().length) - 1);

    public Permissions {
        if (bits < 0 || bits >= 1 << Permission.values().length) {
            throw new IllegalArgumentException("permission bits out of range: " + bits);
        }
    }

    /** @throws IllegalArgumentException if the text is not the seven characters of {@code csd-rwx} in either case */
    public static Permissions parse(String text) {
        String letters = NONE.toString();
        if (text.length() != letters.length() || !text.equalsIgnoreCase(letters)) {
            throw new IllegalArgumentException("permissions read like csd-RwX, not " + text);
        }
        int bits = 0;
        for (Permission permission : Permission.values()) {
            if (text.indexOf(Character.toUpperCase(permission.letter())) >= 0) {
                bits |= permission.bit();
            }
        }
        return new Permissions(bits);
    }

    public static Permissions of(Permission... permissions) {
        int bits = 0;
        for (Permission permission : permissions) {
            bits |= permission.bit();
        }
        return new Permissions(bits);
    }

    public boolean has(Permission permission) {
        return (bits & permission.bit()) != 0;
    }

    public Permissions or(Permissions other) {
        return new Permissions(bits | other.bits);
    }

    public Permissions and(Permissions other) {
        return new Permissions(bits & other.bits);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(7);
        for (Permission permission : Permission.values()) {
            if (permission == Permission.READ) {
                out.append('-');
            }
            out.append(has(permission) ? Character.toUpperCase(permission.letter()) : permission.letter());
        }
        return out.toString();
    }
}
