package io.hyperspace.delivery;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Large durable waves on their way to an outbox of another Machine, and what follows each from the same sender to the same
 * target, which waits until it has arrived, was refused for now, or has ended, so that none passes it. Belongs to the courier,
 * which bounds how many waves there are.
 */
final class LargeFirst {

    private final Map<Line, Deque<WaveId>> lines = new HashMap<>();

    private record Line(Point from, Point target) {
        static Line of(Directed wave) {
            return new Line(wave.from(), Answers.targetOf(wave));
        }
    }

    /** Whether a wave has to wait. One that is asked for again keeps its place. */
    boolean waits(Directed wave) {
        Deque<WaveId> line = lines.isEmpty() ? null : lines.get(Line.of(wave));
        if (line == null || line.element().equals(wave.id())) {
            return false;
        }
        if (!line.contains(wave.id())) {
            line.add(wave.id());
        }
        return true;
    }

    /** A wave that does not wait is on its way. */
    void begin(Directed wave) {
        lines.computeIfAbsent(Line.of(wave), line -> new ArrayDeque<>(List.of(wave.id())));
    }

    /** A wave has arrived, was refused, or ended otherwise. Gives those that waited for it, in order. */
    List<WaveId> end(Directed wave) {
        Deque<WaveId> line = lines.isEmpty() ? null : lines.get(Line.of(wave));
        if (line == null) {
            return List.of();
        }
        if (!line.element().equals(wave.id())) {
            line.remove(wave.id());
            return List.of();
        }
        lines.remove(Line.of(wave));
        line.remove();
        return new ArrayList<>(line);
    }
}
