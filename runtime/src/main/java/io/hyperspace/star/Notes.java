package io.hyperspace.star;

import io.hyperspace.delivery.Remembered;
import io.hyperspace.space.particle.Incarnation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What gravity notes goes to the control plane, but not what is stored already: a particle that starts again is no news, and
 * the mailbox of a persistent actor is no place to come by with each. Belongs to gravity.
 */
final class Notes implements Holdings {

    /** Of so many that were let go it is remembered that they were; with one more, everything is news. */
    static final int MAX_GONE = 10_000;

    private final ActorRef<StarControl.Command> control;
    /** Let go, and still stored as far as is known. */
    private final Set<Incarnation> gone = new HashSet<>();

    private Incarnations stored = Incarnations.NONE;

    Notes(ActorRef<StarControl.Command> control) {
        this.control = control;
    }

    @Override
    public void hold(Incarnation particle) {
        if (gone.remove(particle) || !stored.contains(particle)) {
            control.tell(new StarControl.Hold(particle));
        }
    }

    @Override
    public void letGo(Incarnation particle) {
        if (stored.contains(particle)) {
            gone.add(particle);
        }
        if (gone.size() > MAX_GONE) {
            stored = Incarnations.NONE;
            gone.clear();
        }
        control.tell(new StarControl.LetGo(particle));
    }

    @Override
    public void stored(Incarnations now) {
        stored = now;
        gone.removeIf(particle -> !now.contains(particle));
    }

    @Override
    public void handOver(List<Remembered> answered) {
        control.tell(new StarControl.HandOver(answered));
    }
}
