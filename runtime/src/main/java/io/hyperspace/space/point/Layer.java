package io.hyperspace.space.point;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The layers that a wave passes at a particle, outermost first. Each prints as it stands in a surface. */
public enum Layer {
    GRAVITY("Gravity"),
    FIELD("Field"),
    SHELL("Shell"),
    PORTAL("Portal"),
    HOST("Host"),
    GUEST("Guest"),
    CORE("Core");

    private static final List<Layer> ALL = List.of(values());

    private final String text;

    Layer(String text) {
        this.text = text;
    }

    /** The layer that prints so. */
    public static Optional<Layer> of(String text) {
        return ALL.stream().filter(layer -> layer.text.equals(text)).findFirst();
    }

    /** What all layers print as, outermost first. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Layer::toString).toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
