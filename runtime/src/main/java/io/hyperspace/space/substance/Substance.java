package io.hyperspace.space.substance;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The typed body of a wave. The simple name of each case is its stable name on the wire and in documents. */
public sealed interface Substance {

    /** The stable name of the case, such as {@code Text}. */
    default String kindName() {
        return getClass().getSimpleName();
    }

    static Substance text(String value) {
        return new Text(value);
    }

    /** No body. */
    record Empty() implements Substance {
        public static final Empty INSTANCE = new Empty();
    }

    /** Text. */
    record Text(String value) implements Substance {}

    /** Bytes, not copied: whoever makes one gives the array away. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bin(byte[] value) implements Substance {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bin bin && Arrays.equals(value, bin.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bin[" + value.length + " bytes]";
        }
    }

    /** A whole number. */
    record Int(long value) implements Substance {}

    /** True or false. */
    record Bool(boolean value) implements Substance {
        @Override
        public String kindName() {
            return "Boolean";
        }
    }

    /** JSON text, valid and in one piece. */
    record Json(String value) implements Substance {}

    /** A point. */
    record PointOf(Point value) implements Substance {
        @Override
        public String kindName() {
            return "Point";
        }
    }

    /** A stub. */
    record StubOf(Stub value) implements Substance {
        @Override
        public String kindName() {
            return "Stub";
        }
    }

    /** Several substances in order. */
    record ListOf(List<Substance> value) implements Substance {
        public ListOf {
            value = List.copyOf(value);
        }

        @Override
        public String kindName() {
            return "List";
        }
    }

    /** Several substances by name. */
    record MapOf(Map<String, Substance> value) implements Substance {
        public MapOf {
            value = Map.copyOf(value);
        }

        @Override
        public String kindName() {
            return "Map";
        }
    }

    /** What went wrong. */
    record Err(Fault value) implements Substance {}
}
