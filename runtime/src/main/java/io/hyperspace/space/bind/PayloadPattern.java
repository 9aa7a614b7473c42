package io.hyperspace.space.bind;

import io.hyperspace.space.bind.Stop.To;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.substance.SubstanceKind;
import io.hyperspace.space.text.Written;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a body must be to take a step. It prints as a document has it.
 *
 * @param shape what it looks like
 * @param validation a particle that is pinged with it and says whether it is good; null for none
 */
public record PayloadPattern(Shape shape, @Nullable To validation) {

    /** How deep maps may be nested. */
    public static final int MAX_DEPTH = 64;
    /** How many validations one pattern may hold, for each is a ping. */
    public static final int MAX_VALIDATIONS = 16;

    /** What a body looks like. */
    public sealed interface Shape {}

    /** {@code *}: anything. */
    public record Any() implements Shape {
        @Override
        public String toString() {
            return "*";
        }
    }

    /** A kind of substance, such as {@code Text}. */
    public record Of(SubstanceKind kind) implements Shape {
        @Override
        public String toString() {
            return kind.toString();
        }
    }

    /** {@code Text[]}: a list, all of whose elements are of a kind. */
    public record ListOf(SubstanceKind element) implements Shape {
        @Override
        public String toString() {
            return element + "[]";
        }
    }

    /**
     * {@code Map{ name<Text>, * }}: a map with certain fields.
     *
     * @param fields all of which must be there, each key once
     * @param open whether there may be more
     */
    public record MapOf(List<Field> fields, boolean open) implements Shape {
        public MapOf {
            fields = List.copyOf(fields);
            Set<String> keys = new HashSet<>();
            for (Field field : fields) {
                if (!keys.add(field.key())) {
                    throw new IllegalArgumentException("field '" + field.key() + "' is there twice");
                }
            }
        }

        Map<String, Field> byKey() {
            return fields.stream().collect(Collectors.toMap(Field::key, field -> field));
        }

        @Override
        public String toString() {
            Stream<String> rest = open ? Stream.of("*") : Stream.of();
            String inside =
                    Stream.concat(fields.stream().map(Field::toString), rest).collect(Collectors.joining(", "));
            return inside.isEmpty() ? "Map{ }" : "Map{ " + inside + " }";
        }
    }

    /** A field of a map. */
    public record Field(String key, PayloadPattern value) {

        /** Whether a key stands in a pattern without quotes. */
        public static boolean isPlain(String key) {
            return !key.isEmpty() && key.chars().allMatch(Field::isPlain) && !key.startsWith("-");
        }

        private static boolean isPlain(int c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.".indexOf(c) >= 0;
        }

        @Override
        public String toString() {
            return (isPlain(key) ? key : Written.text(key)) + "<" + value + ">";
        }
    }

    /** @throws IllegalArgumentException if it is nested too deep or holds too many validations */
    public PayloadPattern {
        if (depth(shape) > MAX_DEPTH) {
            throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
        }
        if (validations(shape) + (validation == null ? 0 : 1) > MAX_VALIDATIONS) {
            throw new IllegalArgumentException("a pattern has at most " + MAX_VALIDATIONS + " validations");
        }
    }

    private static int depth(Shape shape) {
        return shape instanceof MapOf map
                ? 1
                        + map.fields().stream()
                                .mapToInt(field -> depth(field.value().shape()))
                                .max()
                                .orElse(0)
                : 0;
    }

    private static int validations(Shape shape) {
        return shape instanceof MapOf map
                ? map.fields().stream()
                        .mapToInt(field -> field.value().validations())
                        .sum()
                : 0;
    }

    /** How many pings it takes to validate a body that fits. */
    int validations() {
        return validations(shape) + (validation == null ? 0 : 1);
    }

    /** A pattern without a validation. */
    public static PayloadPattern of(Shape shape) {
        return new PayloadPattern(shape, null);
    }

    /**
     * Holds a body against the pattern. JSON fits by what it holds: an object is a Map, an array a List; inside of them a
     * string is a Text, a whole number an Int, {@code null} is Empty, and anything is Json.
     */
    public Fit fit(Substance body) {
        return PayloadCheck.fit(this, body);
    }

    /**
     * How a body fits.
     *
     * @param misfit what was expected and what is there instead; null when it fits
     * @param validations what must be asked before it is let through, in order; none for a misfit
     */
    public record Fit(@Nullable Misfit misfit, List<Validation> validations) {
        public Fit {
            validations = List.copyOf(validations);
        }
    }

    /**
     * Why a body does not fit.
     *
     * @param expected what the pattern says, such as {@code Int at 'age'}
     * @param found what is there, such as {@code Text}
     */
    public record Misfit(String expected, String found) {}

    /** A part of a body and the call that says whether it is good. */
    public record Validation(To call, Substance part) {}

    @Override
    public String toString() {
        return validation == null ? shape.toString() : shape + "~" + validation;
    }
}
