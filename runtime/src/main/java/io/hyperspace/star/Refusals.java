package io.hyperspace.star;

import io.hyperspace.lane.Carry;
import io.hyperspace.lane.Mark;
import io.hyperspace.lane.Numbered;
import io.hyperspace.lane.Pongs;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.NeededPermission;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.trace.Fate;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import java.util.Locale;
import org.apache.pekko.actor.typed.ActorRef;

/** Refuses what a gravity cannot give to a particle. A mark is no wave: it goes back. */
final class Refusals {

    private final RegistryView view;
    private final Returns returns;
    private final Tracer tracer;

    Refusals(RegistryView view, Returns returns, Tracer tracer) {
        this.view = view;
        this.returns = returns;
        this.tracer = tracer;
    }

    /**
     * Says what is wrong with a particle to those who might have used it, that it is missing to those who may list it. Who
     * might is known from what let waves in before: what is refused in a loop is not to ask the database each time.
     */
    void refuse(Numbered item, Fault fault) {
        if (item instanceof Mark) {
            returns.elsewhere(item);
            return;
        }
        if (!(item instanceof Carry carry)) {
            return;
        }
        if (carry.replyTo() == null) {
            tracer.left(carry.wave(), Layer.STARTED, null, 0, Fate.of(fault));
            return;
        }
        Directed wave = carry.wave();
        ActorRef<Reflected> replyTo = carry.replyTo();
        Point parent = fault.status() == 404 ? carry.target().parent() : null;
        Permission needed = NeededPermission.of(wave.method());
        Permission asked = parent == null ? needed : Permission.SELECT;
        view.access(wave.agent(), parent == null ? carry.target() : parent, asked)
                .whenComplete((access, failure) -> {
                    String name = needed.name().toLowerCase(Locale.ROOT);
                    Fault told = failure != null
                            ? HyperspaceException.faultOf(failure)
                            : access.may(asked)
                                    ? fault
                                    : Faults.forbidden(name, carry.target().toString());
                    tracer.left(wave, Layer.STARTED, null, 0, Fate.of(told));
                    replyTo.tell(Pongs.of(wave, told));
                });
    }
}
