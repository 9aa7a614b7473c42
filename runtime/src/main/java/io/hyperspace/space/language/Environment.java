package io.hyperspace.space.language;

import io.hyperspace.space.point.Point;
import java.util.Map;

/**
 * What relative points and variables are resolved against.
 *
 * @param workingPoint what {@code .} stands for
 * @param variables what {@code ${name}} and {@code $1} stand for
 */
public record Environment(Point workingPoint, Map<String, String> variables) {

    public static final Environment ROOT = new Environment(Point.ROOT, Map.of());

    public Environment {
        variables = Map.copyOf(variables);
    }
}
