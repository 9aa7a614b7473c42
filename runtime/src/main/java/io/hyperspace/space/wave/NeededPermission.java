package io.hyperspace.space.wave;

import io.hyperspace.space.security.Permission;

/** The permission that a method needs: read for reading, write for changing, execute for what the particle does. */
public final class NeededPermission {

    private NeededPermission() {}

    public static Permission of(Method method) {
        if (method.family() != Method.Family.CMD) {
            return Permission.EXECUTE;
        }
        return switch (method.name()) {
            case "Read" -> Permission.READ;
            case "Write", "Update", "Init" -> Permission.WRITE;
            default -> Permission.EXECUTE;
        };
    }
}
