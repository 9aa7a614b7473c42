package io.hyperspace.space.point;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of versions as npm writes them: {@code ^1.2}, {@code ~1.2.3}, {@code 1.x}, {@code >=1.0.0 <2.0.0},
 * {@code 1.2 - 2.3}, several with {@code ||} between them. A pre-release is included only where a bound names a
 * pre-release of the same version. Two are equal when they are written alike. Source: the "ranges" chapter of
 * node-semver.
 */
public final class VersionRange {

    private static final int MAX_LENGTH = 128;
    private static final String NUMBER = "(0|[1-9][0-9]{0,18}|[xX*])";
    private static final Pattern PARTIAL =
            Pattern.compile("v?" + NUMBER + "(?:\\." + NUMBER + "(?:\\." + NUMBER + "(?:-([0-9A-Za-z.-]+))?)?)?");
    private static final Pattern HYPHEN = Pattern.compile("(\\S+) +- +(\\S+)");
    private static final Pattern SIMPLE = Pattern.compile("(>=|<=|>|<|=|\\^|~>|~)? *([^ <>=~^]+)");

    private final String text;
    private final List<List<Bound>> alternatives;

    private VersionRange(String text, List<List<Bound>> alternatives) {
        this.text = text;
        this.alternatives = alternatives;
    }

    private record Bound(Side side, boolean inclusive, SemanticVersion version) {

        enum Side {
            LOWER,
            UPPER
        }

        boolean admits(SemanticVersion other) {
            int order = other.compareTo(version);
            return (inclusive && order == 0) || (side == Side.LOWER ? order > 0 : order < 0);
        }
    }

    /** @throws IllegalArgumentException if the text is not a range */
    public static VersionRange parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a range has at most " + MAX_LENGTH + " characters");
        }
        List<List<Bound>> alternatives = new ArrayList<>();
        for (String part : text.split("\\|\\|", -1)) {
            alternatives.add(alternative(part.strip()));
        }
        return new VersionRange(text.strip(), alternatives);
    }

    /** Whether a text is a version in the range. */
    public boolean includes(String version) {
        if (!Versions.isVersion(version)) {
            return false;
        }
        SemanticVersion parsed = SemanticVersion.of(version);
        return alternatives.stream().anyMatch(bounds -> includes(bounds, parsed));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionRange range && text.equals(range.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The range as it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static boolean includes(List<Bound> bounds, SemanticVersion version) {
        boolean named = version.isRelease()
                || bounds.stream()
                        .map(Bound::version)
                        .anyMatch(bound -> !bound.isRelease() && bound.core().equals(version.core()));
        return named && bounds.stream().allMatch(bound -> bound.admits(version));
    }

    private static List<Bound> alternative(String text) {
        List<Bound> bounds = new ArrayList<>();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a range is not empty");
        }
        Matcher hyphen = HYPHEN.matcher(text);
        if (hyphen.matches()) {
            bounds.addAll(Partial.of(hyphen.group(1)).bounds(">="));
            bounds.addAll(Partial.of(hyphen.group(2)).bounds("<="));
            return bounds;
        }
        Matcher simple = SIMPLE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            simple.region(at, text.length());
            if (!simple.lookingAt()) {
                throw new IllegalArgumentException("not a range: " + text);
            }
            bounds.addAll(Partial.of(simple.group(2)).bounds(simple.group(1) == null ? "=" : simple.group(1)));
            at = simple.end();
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
        return bounds;
    }

    /**
     * A version of which the end may be left open.
     *
     * @param given how many numbers are given
     * @param lowest the lowest version that fits
     */
    private record Partial(int given, SemanticVersion lowest) {

        static Partial of(String text) {
            Matcher matcher = PARTIAL.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a version: " + text);
            }
            int given = 0;
            StringBuilder full = new StringBuilder();
            for (int i = 1; i <= 3; i++) {
                String number = matcher.group(i);
                boolean open = number == null || "xX*".contains(number);
                given += !open && given == i - 1 ? 1 : 0;
                full.append(i > 1 ? "." : "").append(given == i ? number : "0");
            }
            if (given == 3 && matcher.group(4) != null) {
                full.append('-').append(matcher.group(4));
            }
            if (!Versions.isVersion(full.toString())) {
                throw new IllegalArgumentException("not a version: " + text);
            }
            return new Partial(given, SemanticVersion.of(full.toString()));
        }

        List<Bound> bounds(String operator) {
            return switch (operator) {
                case ">" -> given == 3 ? lower(false) : given == 0 ? nothing() : List.of(from(lowest.after(given - 1)));
                case ">=" -> lower(true);
                case "<" -> given == 0 ? nothing() : List.of(upTo(false, given == 3 ? lowest : first()));
                case "<=" -> given == 3 ? List.of(upTo(true, lowest)) : below(given - 1);
                case "^" -> both(caret());
                case "~", "~>" -> both(Math.min(given, 2) - 1);
                default -> given == 3 ? List.of(from(lowest), upTo(true, lowest)) : both(given - 1);
            };
        }

        /** Which number {@code ^} keeps: the first that is not zero, or the last that is given. */
        private int caret() {
            int index = 0;
            while (index < given - 1 && lowest.core().get(index).equals("0")) {
                index++;
            }
            return given == 0 ? -1 : index;
        }

        private List<Bound> both(int index) {
            List<Bound> bounds = new ArrayList<>(lower(true));
            bounds.addAll(below(index));
            return bounds;
        }

        private List<Bound> lower(boolean inclusive) {
            return List.of(new Bound(Bound.Side.LOWER, inclusive, lowest));
        }

        private List<Bound> below(int index) {
            return index < 0 ? List.of() : List.of(upTo(false, lowest.after(index)));
        }

        private List<Bound> nothing() {
            return List.of(upTo(false, first()));
        }

        private SemanticVersion first() {
            return new SemanticVersion(lowest.core(), List.of("0"));
        }

        private static Bound from(SemanticVersion version) {
            return new Bound(
                    Bound.Side.LOWER,
                    true,
                    new SemanticVersion(
                            version.core(), version.tail().equals(List.of("0")) ? List.of() : version.tail()));
        }

        private static Bound upTo(boolean inclusive, SemanticVersion version) {
            return new Bound(Bound.Side.UPPER, inclusive, version);
        }
    }
}
