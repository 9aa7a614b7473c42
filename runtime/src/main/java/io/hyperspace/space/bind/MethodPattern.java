package io.hyperspace.space.bind;

import io.hyperspace.space.wave.Method;
import org.jspecify.annotations.Nullable;

/** Which methods a route takes; null stands for any. */
public record MethodPattern(
        Method.@Nullable Family family, @Nullable String name) {

    public static final MethodPattern ANY = new MethodPattern(null, null);

    public boolean matches(Method method) {
        return (family == null || family == method.family()) && (name == null || name.equals(method.name()));
    }
}
