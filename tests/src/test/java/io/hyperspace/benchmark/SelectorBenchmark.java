package io.hyperspace.benchmark;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Selectors that make a backtracking matcher try everything, against hierarchies of 60 segments. */
@State(Scope.Thread)
public class SelectorBenchmark {

    private final Selector selector = Language.selector("a:**:b:**:c:**:d");
    private final Selector byKind = Language.selector("localhost:app:users:**<User>");
    private final PointHierarchy matching = hierarchy("a" + ":b:x:c".repeat(19) + ":x:d");
    private final PointHierarchy almost = hierarchy("a" + ":b:x:c".repeat(19) + ":x:e");
    private final PointHierarchy user = hierarchy("localhost:app:users:eu:scott");

    private static PointHierarchy hierarchy(String text) {
        Point point = Point.parse(text);
        return new PointHierarchy(point, Collections.nCopies(point.segments().size(), Kind.USER));
    }

    /** At most two microseconds. */
    @Floor(500_000)
    @Benchmark
    public boolean sixtySegments() {
        return selector.matches(matching);
    }

    @Floor(500_000)
    @Benchmark
    public boolean sixtySegmentsThatAlmostMatch() {
        return selector.matches(almost);
    }

    @Floor(0)
    @Benchmark
    public boolean usersByKind() {
        return byKind.matches(user);
    }
}
