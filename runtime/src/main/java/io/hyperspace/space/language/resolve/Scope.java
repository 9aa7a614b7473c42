package io.hyperspace.space.language.resolve;

import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names are looked up in.
 *
 * @param working what {@code .} stands for; null where no relative point and no variable may stand
 * @param variables what {@code ${name}} and {@code $1} stand for
 * @param kinds the kinds that are known
 */
public record Scope(@Nullable Point working, Map<String, String> variables, KnownKinds kinds) {

    /** Where only whole points may stand. */
    public static final Scope NONE = new Scope(null, Map.of(), KnownKinds.ANY);

    public Scope {
        variables = Map.copyOf(variables);
    }
}
