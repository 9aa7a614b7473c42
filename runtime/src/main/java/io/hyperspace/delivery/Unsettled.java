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

    private final Map<Line, TreeSet<Long>> lines = new HashMap<>();

    /** The waves of one run to one target. */
    private record Line(Ulid run, Point target) {
        static Line of(Directed wave, Sequence sequence) {
            return new Line(sequence.run(), Answers.targetOf(wave));
        }
    }

    void add(Directed wave) {
        Sequence sequence = wave.head().sequence();
        if (sequence != null) {
            lines.computeIfAbsent(Line.of(wave, sequence), any -> new TreeSet<>())
                    .add(sequence.number());
        }
    }

    void remove(Directed wave) {
        Sequence sequence = wave.head().sequence();
        if (sequence != null) {
            lines.computeIfPresent(Line.of(wave, sequence), (line, numbers) -> {
                numbers.remove(sequence.number());
                return numbers.isEmpty() ? null : numbers;
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

    /** All below its number that the sender calls accepted were given here, so what is not here any more is settled. */
    private Directed telling(Directed wave, boolean knowsAll) {
        Sequence sequence = wave.head().sequence();
        if (sequence == null) {
            return wave;
        }
        TreeSet<Long> numbers = lines.get(Line.of(wave, sequence));
        long lowest = numbers == null ? sequence.number() : numbers.first();
        long settled = knowsAll ? Math.min(lowest, sequence.settled()) : 0;
        return settled == sequence.settled() ? wave : wave.withHead(wave.head().numbered(sequence.settled(settled)));
    }
}
