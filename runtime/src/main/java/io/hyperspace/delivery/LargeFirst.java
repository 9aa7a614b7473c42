package io.hyperspace.delivery;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Large durable waves on their way to an outbox of another Machine, and what follows each to the same target, which waits
 * until it has ended, so that none passes it. Belongs to the courier, which bounds how many waves there are.
 */
final class LargeFirst {

    private final Map<Point, Deque<WaveId>> lines = new HashMap<>();

    /** Whether a wave has to wait. One that is asked for again keeps its place. */
    boolean waits(Point target, WaveId wave) {
        Deque<WaveId> line = lines.get(target);
        if (line == null || line.element().equals(wave)) {
            return false;
        }
        if (!line.contains(wave)) {
            line.add(wave);
        }
        return true;
    }

    /** A wave that does not wait is on its way. */
    void begin(Point target, WaveId wave) {
        if (!lines.containsKey(target)) {
            lines.put(target, new ArrayDeque<>(List.of(wave)));
        }
    }

    /** A wave has arrived, or ended otherwise. Gives those that waited for it, in order. */
    List<WaveId> end(Point target, WaveId wave) {
        Deque<WaveId> line = lines.get(target);
        if (line == null) {
            return List.of();
        }
        if (!line.element().equals(wave)) {
            line.remove(wave);
            return List.of();
        }
        lines.remove(target);
        line.remove();
        return new ArrayList<>(line);
    }
}
