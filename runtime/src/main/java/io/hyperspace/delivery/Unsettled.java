package io.hyperspace.delivery;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Sequence;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The numbered waves that an outbox has taken and whose targets have not answered yet. Belongs to one actor, whose waves are
 * as many as it has at most.
 */
final class Unsettled {

    private final Map<Key, Line> lines = new HashMap<>();

    /** Which waves are of one run and to one target. */
    private record Key(Ulid run, Point target) {
        static Key of(Directed wave, Sequence sequence) {
            return new Key(sequence.run(), Answers.targetOf(wave));
        }
    }

    /** The waves of one run to one target. */
    private static final class Line {
        private final TreeSet<Long> numbers = new TreeSet<>();
        /** All with a lower number have been accepted, as one of the waves says that were here since the line began. */
        private long accepted;
    }

    void add(Directed wave) {
        Sequence sequence = wave.head().sequence();
        if (sequence != null) {
            Line line = lines.computeIfAbsent(Key.of(wave, sequence), any -> new Line());
            line.numbers.add(sequence.number());
            line.accepted = Math.max(line.accepted, sequence.settled());
        }
    }

    void remove(Directed wave) {
        Sequence sequence = wave.head().sequence();
        if (sequence != null) {
            lines.computeIfPresent(Key.of(wave, sequence), (key, line) -> {
                line.numbers.remove(sequence.number());
                return line.numbers.isEmpty() ? null : line;
            });
        }
    }

    /**
     * A way on which each wave says, whenever it is sent, what else is settled.
     *
     * @param knowsAll whether everything that was accepted and is not settled is here
     */
    Route telling(Route route, BooleanSupplier knowsAll) {
        return new Route() {
            @Override
            public void send(Directed wave, ActorRef<Reflected> replyTo) {
                route.send(telling(wave, knowsAll.getAsBoolean()), replyTo);
            }

            @Override
            public void answer(ActorRef<Reflected> replyTo, Reflected answer) {
                route.answer(replyTo, answer);
            }
        };
    }

    /** All that was accepted was given here, so what is not here any more is settled. */
    private Directed telling(Directed wave, boolean knowsAll) {
        Sequence sequence = wave.head().sequence();
        if (sequence == null) {
            return wave;
        }
        Line line = lines.get(Key.of(wave, sequence));
        long settled = line == null || !knowsAll ? 0 : Math.min(line.numbers.first(), line.accepted);
        return settled == sequence.settled() ? wave : wave.withHead(wave.head().numbered(sequence.settled(settled)));
    }
}
