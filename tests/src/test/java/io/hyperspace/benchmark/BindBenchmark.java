package io.hyperspace.benchmark;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.RouteMatch;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.wave.Method;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Which of a hundred routes takes a wave: a few calls by name, and a REST interface of many resources. */
@State(Scope.Thread)
public class BindBenchmark {

    private static final int CALLS = 20;
    private static final int RESOURCES = 20;

    private final Bind bind = Language.bind("benchmark.bind", text());
    private final Method get = Method.parse("Http<Get>");
    private final Method call = Method.parse("Ext<Call7>");

    private static String text() {
        StringBuilder out = new StringBuilder("Bind(version=1.0.0) {\n  Route -> {\n");
        for (int i = 0; i < CALLS; i++) {
            out.append("    Ext<Call").append(i).append("> -> (()) => &;\n");
        }
        for (int i = 0; i < RESOURCES; i++) {
            String path = "/api/resource" + i;
            out.append("    Http<Get>").append(path).append(" -> (()) => &;\n");
            out.append("    Http<Post>").append(path).append(" -> (()) => &;\n");
            out.append("    Http<Get>").append(path).append("/(?<id>[0-9]+) -> (()) => &;\n");
            out.append("    Http<Put>").append(path).append("/(?<id>[0-9]+) -> (()) => &;\n");
        }
        return out.append("  }\n}\n").toString();
    }

    /** The last but one of all routes, and its group. */
    @Floor(500_000)
    @Benchmark
    public Optional<RouteMatch> lastOfAHundred() {
        return bind.match(get, "/api/resource19/4711");
    }

    @Floor(500_000)
    @Benchmark
    public Optional<RouteMatch> middleOfAHundred() {
        return bind.match(get, "/api/resource9/4711");
    }

    @Floor(500_000)
    @Benchmark
    public Optional<RouteMatch> byName() {
        return bind.match(call, "/");
    }

    @Floor(500_000)
    @Benchmark
    public Optional<RouteMatch> noneOfAHundred() {
        return bind.match(get, "/api/nothing/of/this/name");
    }
}
