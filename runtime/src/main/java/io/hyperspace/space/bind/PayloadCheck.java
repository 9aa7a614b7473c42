package io.hyperspace.space.bind;

import io.hyperspace.space.bind.PayloadPattern.Any;
import io.hyperspace.space.bind.PayloadPattern.Field;
import io.hyperspace.space.bind.PayloadPattern.Fit;
import io.hyperspace.space.bind.PayloadPattern.ListOf;
import io.hyperspace.space.bind.PayloadPattern.MapOf;
import io.hyperspace.space.bind.PayloadPattern.Misfit;
import io.hyperspace.space.bind.PayloadPattern.Of;
import io.hyperspace.space.bind.PayloadPattern.Shape;
import io.hyperspace.space.bind.PayloadPattern.Validation;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.substance.SubstanceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds one body against a pattern, and gathers what is to be validated. It takes time linear in the body. */
final class PayloadCheck {

    private static final int MAX_SHOWN = 120;

    private static final Fit GOOD = new Fit(null, List.of());

    private @Nullable List<Validation> validations;

    private PayloadCheck() {}

    static Fit fit(PayloadPattern pattern, Substance body) {
        PayloadCheck check = new PayloadCheck();
        Misfit misfit = check.check(pattern, body, "");
        if (misfit != null) {
            return new Fit(misfit, List.of());
        }
        return check.validations == null ? GOOD : new Fit(null, check.validations);
    }

    private void validate(Stop.To call, Substance part) {
        if (validations == null) {
            validations = new ArrayList<>();
        }
        validations.add(new Validation(call, part));
    }

    private @Nullable Misfit check(PayloadPattern pattern, Substance body, String place) {
        Misfit misfit = shape(pattern.shape(), body, place);
        Stop.To call = pattern.validation();
        if (misfit == null && call != null) {
            validate(call, body);
        }
        return misfit;
    }

    private @Nullable Misfit shape(Shape shape, Substance body, String place) {
        if (body instanceof Substance.Json json && isStructure(shape)) {
            return json(shape, json.value(), place);
        }
        if (shape instanceof Of of) {
            return is(of.kind(), body) ? null : misfit(shape, place, body.kindName());
        }
        if (shape instanceof ListOf list) {
            return body instanceof Substance.ListOf found
                    ? elements(list, found.value(), place)
                    : misfit(shape, place, body.kindName());
        }
        if (shape instanceof MapOf map) {
            return body instanceof Substance.MapOf found
                    ? fields(map, found.value(), place)
                    : misfit(shape, place, body.kindName());
        }
        return null;
    }

    private static boolean is(SubstanceKind kind, Substance body) {
        return body.kindName().equals(kind.toString());
    }

    /** Whether JSON stands for what a shape asks by what it holds: as a list or a map it comes from outside. */
    private static boolean isStructure(Shape shape) {
        boolean kind = shape instanceof Of of && (of.kind() == SubstanceKind.MAP || of.kind() == SubstanceKind.LIST);
        return kind || shape instanceof ListOf || shape instanceof MapOf;
    }

    private @Nullable Misfit elements(ListOf list, List<Substance> found, String place) {
        for (int i = 0; i < found.size(); i++) {
            Misfit misfit = shape(new Of(list.element()), found.get(i), place + "[" + i + "]");
            if (misfit != null) {
                return misfit;
            }
        }
        return null;
    }

    private @Nullable Misfit fields(MapOf map, Map<String, Substance> found, String place) {
        for (Field field : map.fields()) {
            Substance value = found.get(field.key());
            String at = below(place, field.key());
            Misfit misfit = value == null ? missing(field, at) : check(field.value(), value, at);
            if (misfit != null) {
                return misfit;
            }
        }
        Set<String> more = new TreeSet<>(map.open() ? Set.of() : found.keySet());
        map.fields().forEach(field -> more.remove(field.key()));
        for (String key : more) {
            return unasked(
                    key,
                    place,
                    Objects.requireNonNull(found.get(key), "a key of the map").kindName());
        }
        return null;
    }

    private @Nullable Misfit json(Shape shape, String text, String place) {
        try {
            return json(shape, new JsonCursor(text), place);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return misfit(shape, place, "JSON that is damaged");
        }
    }

    /** Holds the JSON value that comes next against a shape, and goes behind it when it fits. */
    private @Nullable Misfit json(Shape shape, JsonCursor in, String place) {
        SubstanceKind kind = in.kind();
        if (shape instanceof MapOf map && kind == SubstanceKind.MAP) {
            return jsonFields(map, in, place);
        }
        if (shape instanceof ListOf list && kind == SubstanceKind.LIST) {
            Of element = new Of(list.element());
            for (int i = 0; in.element(i == 0); i++) {
                Misfit misfit = json(element, in, place + "[" + i + "]");
                if (misfit != null) {
                    return misfit;
                }
            }
            return null;
        }
        boolean fits = shape instanceof Any || (shape instanceof Of of && (of.kind() == kind || in.isAlso(of.kind())));
        in.skip();
        return fits ? null : misfit(shape, place, kind == SubstanceKind.JSON ? "a number" : kind.toString());
    }

    private @Nullable Misfit jsonFields(MapOf map, JsonCursor in, String place) {
        Map<String, Field> fields = map.byKey();
        Set<String> seen = new HashSet<>();
        for (String key = in.key(true); key != null; key = in.key(false)) {
            Field field = fields.get(key);
            String at = below(place, key);
            Misfit misfit = null;
            if (field == null) {
                misfit = map.open() ? null : unasked(key, place, in.kind().toString());
                in.skip();
            } else if (!seen.add(key)) {
                misfit = new Misfit("only one value" + at(at), "a second");
            } else {
                misfit = jsonField(field.value(), in, at);
            }
            if (misfit != null) {
                return misfit;
            }
        }
        for (Field field : map.fields()) {
            if (!seen.contains(field.key())) {
                return missing(field, below(place, field.key()));
            }
        }
        return null;
    }

    private @Nullable Misfit jsonField(PayloadPattern pattern, JsonCursor in, String place) {
        JsonCursor ahead = in.copy();
        Misfit misfit = json(pattern.shape(), in, place);
        Stop.To call = pattern.validation();
        if (misfit == null && call != null) {
            validate(call, ahead.value());
        }
        return misfit;
    }

    private static Misfit missing(Field field, String place) {
        return new Misfit(cut(field.value().shape().toString()) + at(place), "nothing");
    }

    private static Misfit unasked(String key, String place, String kind) {
        return new Misfit("nothing" + at(below(place, key)), kind);
    }

    private static Misfit misfit(Shape shape, String place, String found) {
        return new Misfit(cut(shape.toString()) + at(place), found);
    }

    private static String at(String place) {
        return place.isEmpty() ? "" : " at '" + place + "'";
    }

    /** The place of a key; one that a sender chose is cut and made harmless to print. */
    private static String below(String place, String key) {
        String shown = cut(key.codePoints()
                .map(c -> Character.isLetterOrDigit(c) || "-_. ".indexOf(c) >= 0 ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
        return place.isEmpty() ? shown : place + "." + shown;
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MAX_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_SHOWN)) + "…";
    }
}
