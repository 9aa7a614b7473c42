package io.hyperspace.space.language.resolve;

import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.document.MechtronConfig.Mode;
import io.hyperspace.space.document.Quantity;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.MechtronTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.PropertyTree;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves mechtron documents; what is not set has the defaults of {@link MechtronConfig}. */
public final class MechtronResolver {

    private static final Pattern CONCURRENCY = Pattern.compile("[1-9]\\d{0,2}");

    private final Source source;
    private final Diagnostics diagnostics;
    private final PointResolver points;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> env = new HashMap<>();
    private @Nullable Point bin;
    private @Nullable String name;
    private long memory = MechtronConfig.DEFAULT_MEMORY;
    private Duration time = MechtronConfig.DEFAULT_TIME;
    private @Nullable Mode mode;
    private PropertyTree.@Nullable Set durable;
    private boolean isDurable;
    private PropertyTree.@Nullable Set concurrency;

    public MechtronResolver(Source source, Scope scope, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.points = new PointResolver(source, scope);
    }

    /** The configuration; null when the diagnostics say why there is none. */
    public @Nullable MechtronConfig mechtron(MechtronTree tree) {
        for (MechtronTree.Scope scope : tree.scopes()) {
            for (PropertyTree property : scope.properties()) {
                diagnostics.attempt(
                        () -> setting(scope.name().text(), set(scope.name().text(), property)));
            }
        }
        if (diagnostics.hasErrors()) {
            return null;
        }
        Mode kept = kept();
        int instances = concurrency(kept);
        Point found = bin;
        if (found == null) {
            throw Messages.missing("+bin", "write Wasm { +bin=.:/wasm/my-app.wasm; }")
                    .at(source, tree.span().part(0, "Mechtron".length()));
        }
        return new MechtronConfig(found, name == null ? stem(found) : name, memory, time, instances, kept, env);
    }

    /** What becomes of the memory: {@code +durable=true} keeps an actor's; it goes with no other mode. */
    private Mode kept() {
        PropertyTree.Set set = durable;
        if (set == null || mode == null) {
            return isDurable ? Mode.DURABLE : mode == null ? Mode.ACTOR : mode;
        }
        if (isDurable ? mode == Mode.STATELESS : mode == Mode.DURABLE) {
            throw wrong(set, isDurable ? "a stateless mechtron keeps nothing" : "+mode=durable says otherwise");
        }
        return isDurable ? Mode.DURABLE : mode;
    }

    /** How many instances: an actor has one, for its memory is one. */
    private int concurrency(Mode kept) {
        PropertyTree.Set set = concurrency;
        if (set == null) {
            return kept == Mode.STATELESS ? MechtronConfig.DEFAULT_CONCURRENCY : 1;
        }
        int value = Integer.parseInt(points.value(set.value()));
        if (kept != Mode.STATELESS && value > 1) {
            throw wrong(set, "an actor has one instance; only +mode=stateless takes a concurrency above 1");
        }
        return value;
    }

    /** What a module is called when it has no name: its file's name without the ending. */
    private static String stem(Point file) {
        String text = file.last().text();
        int dot = text.lastIndexOf('.');
        return dot > 0 ? text.substring(0, dot) : text;
    }

    private PropertyTree.Set set(String scope, PropertyTree property) {
        Token key = property.key();
        if (!(property instanceof PropertyTree.Set set) || set.lock()) {
            throw Messages.onlySets().at(source, property.span());
        }
        if (!seen.add(scope + "." + key.text())) {
            throw Messages.twice("setting", key.text()).at(source, key.span());
        }
        return set;
    }

    private PropertyTree.Set setting(String scope, PropertyTree.Set set) {
        switch (scope) {
            case "Wasm" -> wasm(set);
            case "Limits" -> limit(set);
            case "State" -> state(set);
            default -> env.put(set.key().text(), points.value(set.value()));
        }
        return set;
    }

    private void wasm(PropertyTree.Set set) {
        switch (set.key().text()) {
            case "bin" -> bin = file(set);
            case "name" -> name = points.value(set.value());
            default -> throw unknown(set, "Wasm");
        }
    }

    private Point file(PropertyTree.Set set) {
        Point file = points.point(PointTree.of(set.value().span(), set.value().pieces()));
        if (file.isRoot() || file.last().type() != Segment.Type.FILE) {
            throw wrong(set, "+bin is the point of a file, such as .:/wasm/my-app.wasm");
        }
        return file;
    }

    private void limit(PropertyTree.Set set) {
        String value = points.value(set.value());
        switch (set.key().text()) {
            case "memory" -> {
                memory = Quantity.bytes(value);
                if (memory < MechtronConfig.MIN_MEMORY || memory > MechtronConfig.MAX_MEMORY) {
                    throw wrong(set, "memory is 64KiB to 4GiB, written like 32MiB");
                }
            }
            case "time" -> {
                long millis = Quantity.millis(value);
                if (millis < 1 || millis > MechtronConfig.MAX_TIME.toMillis()) {
                    throw wrong(set, "time is 1ms to 1h, written like 500ms or 2s");
                }
                time = Duration.ofMillis(millis);
            }
            case "concurrency" -> {
                if (!CONCURRENCY.matcher(value).matches()) {
                    throw wrong(set, "concurrency is 1 to 999");
                }
                concurrency = set;
            }
            default -> throw unknown(set, "Limits");
        }
    }

    private void state(PropertyTree.Set set) {
        String value = points.value(set.value());
        switch (set.key().text()) {
            case "mode" -> mode = mode(set, value);
            case "durable" -> {
                if (!value.equals("true") && !value.equals("false")) {
                    throw wrong(set, "+durable is true or false");
                }
                durable = set;
                isDurable = value.equals("true");
            }
            default -> throw unknown(set, "State");
        }
    }

    private Mode mode(PropertyTree.Set set, String value) {
        return switch (value) {
            case "actor" -> Mode.ACTOR;
            case "stateless" -> Mode.STATELESS;
            case "durable" -> Mode.DURABLE;
            default ->
                throw Messages.unknownWord("mode", value, List.of("actor", "durable", "stateless"))
                        .at(source, set.value().span());
        };
    }

    private RuntimeException wrong(PropertyTree.Set set, String message) {
        return Messages.badValue(message).at(source, set.value().span());
    }

    private RuntimeException unknown(PropertyTree.Set set, String scope) {
        return Messages.unknownWord("setting", set.key().text(), MechtronTree.settings(scope))
                .at(source, set.key().span());
    }
}
