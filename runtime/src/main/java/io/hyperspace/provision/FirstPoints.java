package io.hyperspace.provision;

import io.hyperspace.space.point.Point;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The points that every Hyperverse has from its first start on. They can be neither deleted nor replaced. */
public final class FirstPoints {

    public static final Set<Point> ALL = Stream.of(
                    "ROOT",
                    "GLOBAL::executor",
                    "GLOBAL::registry",
                    "hyperspace",
                    "hyperspace:users",
                    "hyperspace:users:hyperuser")
            .map(Point::parse)
            .collect(Collectors.toUnmodifiableSet());

    private FirstPoints() {}
}
