package io.hyperspace.drivers.mechtron.engine;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a function takes and gives.
 *
 * @param parameters in order
 * @param result null for none
 */
public record Signature(List<Value> parameters, @Nullable Value result) {

    /** A WebAssembly value's type; {@link #OTHER} stands for all that no function of ours uses. */
    public enum Value {
        I32,
        I64,
        F32,
        F64,
        OTHER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Signature {
        parameters = List.copyOf(parameters);
    }

    public static Signature giving(@Nullable Value result, Value... parameters) {
        return new Signature(List.of(parameters), result);
    }

    @Override
    public String toString() {
        return parameters.stream().map(Value::toString).collect(Collectors.joining(",", "(", ")"))
                + (result == null ? "" : "->" + result);
    }
}
