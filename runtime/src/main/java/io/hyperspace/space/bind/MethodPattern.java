package io.hyperspace.space.bind;

import io.hyperspace.space.wave.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which methods a route takes; null stands for any. It prints as a document has it: {@code *}, {@code Http<Get>}. */
public record MethodPattern(
        Method.@Nullable Family family, @Nullable String name) {

    public static final MethodPattern ANY = new MethodPattern(null, null);

    /** The pattern that takes one method alone. */
    public static MethodPattern of(Method method) {
        return new MethodPattern(method.family(), method.name());
    }

    public boolean matches(Method method) {
        return (family == null || family == method.family()) && (name == null || name.equals(method.name()));
    }

    /** What both patterns take; nothing when there is no such method. */
    public Optional<MethodPattern> and(MethodPattern inner) {
        boolean families = family == null || inner.family == null || family == inner.family;
        boolean names = name == null || inner.name == null || name.equals(inner.name);
        return families && names
                ? Optional.of(new MethodPattern(
                        inner.family == null ? family : inner.family, inner.name == null ? name : inner.name))
                : Optional.empty();
    }

    @Override
    public String toString() {
        if (family == null) {
            return name == null ? "*" : "<" + name + ">";
        }
        return name == null ? family.toString() : family + "<" + name + ">";
    }
}
