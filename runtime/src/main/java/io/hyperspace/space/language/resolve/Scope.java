package io.hyperspace.space.language.resolve;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.Point;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names are looked up in.
 *
 * @param working what {@code .} stands for; null where no relative point and no variable may stand
 * @param variables what {@code ${name}} and {@code $1} stand for
 * @param kinds the kinds that are available; empty for all
 */
public record Scope(@Nullable Point working, Map<String, String> variables, Set<Kind> kinds) {

    /** Where only whole points may stand. */
    public static final Scope NONE = new Scope(null, Map.of(), Set.of());

    public Scope {
        variables = Map.copyOf(variables);
        kinds = Set.copyOf(kinds);
    }
}
