package io.hyperspace.space.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a selector means, told from the language's page alone: hops and segments are texts here, and every way to lay the
 * hops along the segments is tried.
 */
final class Oracle {

    /** Versions, and which of them npm says lie in some ranges. */
    private static final List<String> VERSIONS = List.of("0.9.0", "1.0.0", "1.2.3", "1.3.0-rc.1", "2.0.0");

    private static final Map<String, Set<String>> RANGES = Map.of(
            "^1.2", Set.of("1.2.3"),
            "1.x", Set.of("1.0.0", "1.2.3"),
            "*", Set.of("0.9.0", "1.0.0", "1.2.3", "2.0.0"),
            ">=1.0.0 <2.0.0", Set.of("1.0.0", "1.2.3"),
            "<1.0.0 || ^2", Set.of("0.9.0", "2.0.0"),
            "^1.3.0-rc.0", Set.of("1.3.0-rc.1"),
            "1.0.0 - 1.2", Set.of("1.0.0", "1.2.3"));

    private static final List<String> SPECIFICS =
            List.of("a.org:b.org:db:small:1.0.0", "a.org:c.org:db:small:1.2.3", "a.org:b.org:db:large:2.0.0");
    private static final List<String> KINDS = List.of(
            "Base",
            "User",
            "UserBase<Internal>",
            "UserBase<OAuth>",
            "Database<Relational<" + SPECIFICS.get(0) + ">>",
            "Database<Relational<" + SPECIFICS.get(1) + ">>",
            "Database<Relational<" + SPECIFICS.get(2) + ">>");

    /** Patterns of kinds, and which kinds they are for. */
    private static final Map<String, Predicate<String>> PATTERNS = Map.ofEntries(
            Map.entry("Base", kind -> kind.equals("Base")),
            Map.entry("User", kind -> kind.equals("User")),
            Map.entry("UserBase", kind -> kind.startsWith("UserBase<")),
            Map.entry("UserBase<*>", kind -> kind.startsWith("UserBase<")),
            Map.entry("UserBase<OAuth>", kind -> kind.equals("UserBase<OAuth>")),
            Map.entry("*<Internal>", kind -> kind.equals("UserBase<Internal>")),
            Map.entry("Database", kind -> kind.startsWith("Database<")),
            Map.entry("Database<Relational<*:b.org:*:*:*>>", kind -> kind.contains(":b.org:")),
            Map.entry("*<*<a.org:*:db:*:(^1)>>", kind -> kind.contains(":1.")),
            Map.entry("Database<*<*:*:*:large:2.0.0>>", kind -> kind.contains(":large:")));

    /** One hop: its segment, what it may land on, and whether it is inclusive. */
    record Step(String segment, @Nullable String pattern, boolean inclusive) {

        boolean isMany() {
            return segment.startsWith("**");
        }

        boolean holds(String segment) {
            return switch (this.segment) {
                case "*", "**" -> true;
                case "*/", "**/" -> segment.length() > 1 && segment.endsWith("/");
                default ->
                    this.segment.startsWith("(")
                            ? Objects.requireNonNull(RANGES.get(this.segment.substring(1, this.segment.length() - 1)))
                                    .contains(segment)
                            : this.segment.equals(segment);
            };
        }

        boolean landsOn(@Nullable String kind) {
            return pattern == null
                    || pattern.equals("*")
                    || (kind != null
                            && Objects.requireNonNull(PATTERNS.get(pattern)).test(kind));
        }

        String written() {
            boolean slash = segment.endsWith("/");
            String name = slash ? segment.substring(0, segment.length() - 1) : segment;
            return name + (pattern == null ? "" : "<" + pattern + ">") + (inclusive ? "+" : "") + (slash ? "/" : "");
        }
    }

    private final Random random;
    private boolean root;
    private List<Step> steps = new ArrayList<>();
    private List<String> segments = new ArrayList<>();
    private List<@Nullable String> kinds = new ArrayList<>();

    Oracle(Random random) {
        this.random = random;
    }

    /** Thinks of another selector and another hierarchy. */
    void next() {
        root = random.nextInt(4) == 0;
        steps = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            step(one(List.of("a", "b", "*", "**")));
        }
        if (random.nextInt(5) == 0) {
            step(random.nextBoolean() ? one(VERSIONS) : "(" + one(List.copyOf(RANGES.keySet())) + ")");
        }
        if (random.nextInt(4) == 0) {
            steps.add(new Step("/", null, false));
            for (int i = random.nextInt(3); i > 0; i--) {
                step(one(List.of("a/", "b/", "*/", "**/")));
            }
            if (random.nextBoolean()) {
                step(one(List.of("a", "b", "*", "**")));
            }
        }
        segments = segments();
        kinds = new ArrayList<>();
        segments.forEach(segment -> kinds.add(random.nextInt(8) == 0 ? null : one(KINDS)));
    }

    private void step(String segment) {
        List<String> patterns = List.copyOf(PATTERNS.keySet());
        @Nullable String pattern =
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> one(patterns);
                    case 3 -> "*";
                    default -> null;
                };
        steps.add(new Step(segment, pattern, random.nextInt(5) == 0));
    }

    private List<String> segments() {
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            all.add(one(List.of("a", "b")));
        }
        if (all.size() > 1 && random.nextInt(3) == 0) {
            all.add(one(VERSIONS));
        }
        if (!all.isEmpty() && random.nextInt(3) == 0) {
            all.add("/");
            for (int i = random.nextInt(3); i > 0; i--) {
                all.add(one(List.of("a/", "b/")));
            }
            if (random.nextBoolean()) {
                all.add(one(List.of("a", "b")));
            }
        }
        return all;
    }

    private String one(List<String> options) {
        return options.get(random.nextInt(options.size()));
    }

    /** The selector as a person writes it. */
    String selector() {
        StringBuilder out = new StringBuilder(root ? "+:" : "");
        boolean joined = true;
        for (Step step : steps) {
            out.append(joined ? "" : ":").append(step.segment().equals("/") ? "/" : step.written());
            joined = step.segment().endsWith("/");
        }
        return out.toString();
    }

    /** The point of the hierarchy. */
    String point() {
        StringBuilder out = new StringBuilder();
        boolean joined = true;
        for (String segment : segments) {
            out.append(joined ? "" : ":").append(segment);
            joined = segment.endsWith("/");
        }
        return out.isEmpty() ? "ROOT" : out.toString();
    }

    /** The kinds along the hierarchy, null where they are not known. */
    List<@Nullable String> kinds() {
        return kinds;
    }

    /** Whether the selector picks the particle that the hierarchy leads to. */
    boolean matches() {
        return segments.isEmpty() ? root : matches(0, 0);
    }

    /** Whether the steps from one on can be laid along the segments from one on. */
    private boolean matches(int step, int at) {
        if (at == segments.size()) {
            return step > 0 && (step == steps.size() || steps.get(step - 1).inclusive());
        }
        if (step == steps.size()) {
            return false;
        }
        Step next = steps.get(step);
        int most = next.isMany() ? segments.size() : at + 1;
        for (int end = at + 1; end <= most; end++) {
            boolean held = segments.subList(at, end).stream().allMatch(next::holds);
            if (held && next.landsOn(kinds.get(end - 1)) && matches(step + 1, end)) {
                return true;
            }
        }
        return false;
    }
}
