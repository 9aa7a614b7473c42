package io.hyperspace.star;

import io.hyperspace.delivery.Remembered;
import io.hyperspace.space.particle.Incarnation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What gravity notes goes to the control plane, but not what is stored already: a particle that starts again is no news, and
 * the mailbox of a persistent actor is no place to come by with each. Belongs to gravity.
 *
 * <p>Invariant: a particle that was let go of is news until what is stored is known from after that, for until then it may be
 * about to be stored as gone.
 */
final class Notes implements Holdings {

    /** Of so many that were let go of it is remembered; with one more everything is news until that is stored. */
    static final int MAX_GONE = 10_000;

    private final ActorRef<StarControl.Command> control;
    /** Let go of under these numbers, which are not known to be stored. */
    private final Map<Incarnation, Long> gone = new HashMap<>();

    private Incarnations stored = Incarnations.NONE;
    private long last;
    private long forgottenUpTo;

    Notes(ActorRef<StarControl.Command> control) {
        this.control = control;
    }

    @Override
    public void hold(Incarnation particle) {
        if (gone.remove(particle) != null || !stored.contains(particle)) {
            control.tell(new StarControl.Hold(particle));
        }
    }

    @Override
    public void letGo(Incarnation particle) {
        last++;
        gone.put(particle, last);
        if (gone.size() > MAX_GONE) {
            forgottenUpTo = last;
            stored = Incarnations.NONE;
            gone.clear();
        }
        control.tell(new StarControl.LetGo(particle, last));
    }

    @Override
    public void stored(Incarnations now, long upTo) {
        stored = upTo < forgottenUpTo ? Incarnations.NONE : now;
        gone.values().removeIf(number -> number <= upTo);
    }

    @Override
    public void handOver(List<Remembered> answered) {
        control.tell(new StarControl.HandOver(answered));
    }
}
