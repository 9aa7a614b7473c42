package io.hyperspace.space.bind;

import io.hyperspace.space.wave.Method;
import org.jspecify.annotations.Nullable;

/** One stop of a pipeline. It prints as a document has it. */
public sealed interface Stop {

    /** The particle's core, written {@code (())} or {@code ((*))}. */
    record Core() implements Stop {
        @Override
        public String toString() {
            return "(())";
        }
    }

    /** Back to the sender, written {@code &}. */
    record Reflect() implements Stop {
        @Override
        public String toString() {
            return "&";
        }
    }

    /**
     * Another particle. Texts may hold {@code ${name}} and {@code $1}, and the point may be relative to the particle
     * that has the bind.
     *
     * @param point the point as written
     * @param method the method of a call; null to keep the wave's own
     * @param path the path of a call; null to keep the wave's own
     */
    record To(
            String point, @Nullable Method method, @Nullable String path) implements Stop {

        public To {
            if (path != null && method == null) {
                throw new IllegalArgumentException("a call with a path names its method too");
            }
        }

        @Override
        public String toString() {
            return point + (method == null ? "" : "^" + method) + (path == null ? "" : path);
        }
    }
}
