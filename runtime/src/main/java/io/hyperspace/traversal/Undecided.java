package io.hyperspace.traversal;

import io.hyperspace.space.security.Agent;
import io.hyperspace.traversal.ParticleCommand.Deliver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waves of one particle that wait for a decision on access, in a line for each agent: those of one agent keep their
 * order, and nobody waits for what others may do. Belongs to the particle's actor.
 */
final class Undecided {

    private final int limit;
    private final Map<Agent, Line> lines = new LinkedHashMap<>(2);
    private int size;

    /** The waves of one agent, oldest first, of which some came before the decision that is being read was asked for. */
    static final class Line {
        private final Agent agent;
        private final Deque<Deliver> waves = new ArrayDeque<>(2);
        private int covered;
        private int asked;

        private Line(Agent agent) {
            this.agent = agent;
        }

        Agent agent() {
            return agent;
        }

        /** All that are here now came before what is asked now. */
        void ask() {
            covered = waves.size();
            asked++;
        }

        /** How often the oldest was asked about. */
        int asked() {
            return asked;
        }

        @Nullable Deliver oldest() {
            return waves.peek();
        }

        /** Whether the oldest came before the decision was asked for. */
        boolean isCovered() {
            return covered > 0;
        }
    }

    /** @param limit how many waves wait at most */
    Undecided(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    boolean isFull() {
        return size >= limit;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The line of an agent, or null when none of its waves wait. */
    @Nullable Line line(Agent agent) {
        return lines.get(agent);
    }

    /** Puts a wave at the end of its agent's line. */
    Line add(Deliver deliver) {
        Line line = lines.computeIfAbsent(deliver.wave().agent(), Line::new);
        line.waves.add(deliver);
        size++;
        return line;
    }

    /** Takes the oldest wave out of a line. */
    void poll(Line line) {
        line.waves.poll();
        line.covered = Math.max(0, line.covered - 1);
        line.asked = 0;
        size--;
        if (line.waves.isEmpty()) {
            lines.remove(line.agent, line);
        }
    }

    /** Gives all to someone; afterwards nothing waits. */
    void drain(Consumer<Deliver> to) {
        lines.values().forEach(line -> {
            line.waves.forEach(to);
            line.waves.clear();
        });
        lines.clear();
        size = 0;
    }

    /** Whether a line is still the one of its agent. */
    boolean has(Line line) {
        return lines.get(line.agent) == line;
    }
}
