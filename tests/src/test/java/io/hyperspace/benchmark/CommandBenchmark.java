package io.hyperspace.benchmark;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Command lines as they come in, resolved against an environment and the kinds of a Machine. */
@State(Scope.Thread)
public class CommandBenchmark {

    private static final String CREATE =
            "create localhost:app:worker-%<Mechtron>{ +config=repo:tutorial:1.0.0:/config/counter.mechtron }";
    private static final String PING = "ping localhost:app:worker-1 Ext<Count> 'by one'";

    private final Environment environment =
            new Environment(Point.parse("localhost"), Map.of("bundle", "repo:tutorial:1.0.0"));
    private final KnownKinds kinds =
            KnownKinds.only(List.of(Kind.SPACE, Kind.BASE, Kind.USER, Kind.REPO, Kind.BUNDLE, Kind.MECHTRON));

    @Floor(300_000)
    @Benchmark
    public Command create() {
        return Language.command(CREATE, environment, kinds);
    }

    @Floor(0)
    @Benchmark
    public Command ping() {
        return Language.command(PING, environment, kinds);
    }
}
