package io.hyperspace.space.wave;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.StarKey;

/**
 * Which of its sender's waves a durable signal is, so that its target need not remember each until its deadline: what is
 * settled comes no more, and a copy that is still on its way is known by its number.
 *
 * @param outbox the star whose outbox has all waves of the run, whoever sends them again
 * @param run one life of the sender's durable state on one Machine
 * @param number from 1, in the order in which the run's signals were made; some may never be sent
 * @param settled all waves of the run to the same target with a lower number are answered, refused or past their deadlines.
 *     The sender says below which number all have been accepted; what the outbox says of these is what counts. 0 says nothing
 */
public record Sequence(StarKey outbox, Ulid run, long number, long settled) {

    public Sequence {
        if (number < 1 || settled < 0 || settled > number) {
            throw new IllegalArgumentException(
                    "a number from 1 on, and no higher one that is settled: " + number + ", " + settled);
        }
    }

    /** The same with other waves settled. */
    public Sequence settled(long other) {
        return new Sequence(outbox, run, number, other);
    }
}
