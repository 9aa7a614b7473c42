package io.hyperspace.star;

import io.hyperspace.lane.GravityCommand;
import io.hyperspace.provision.Copy;
import io.hyperspace.provision.Memories;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.traversal.Basis;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * Particles that are to move to another star. Belongs to gravity, which alone calls it.
 *
 * <p>Whoever moves a particle asks for its release, changes its placement by compare-and-set on the epoch that it saw, and
 * says that it has. Invariant: from the release on the particle does not run here while its placement has that epoch. If
 * nothing is heard for {@code release-timeout}, this star takes the particle back by the same compare-and-set, from that
 * epoch to the next: either the move came first, or it cannot come any more.
 */
final class Releases {

    record Over(Release release) implements GravityCommand, NoSerializationVerificationNeeded {}

    record Late(Release release) implements GravityCommand, NoSerializationVerificationNeeded {}

    record Settled(
            Release release, @Nullable Copy copy, @Nullable Throwable failure)
            implements GravityCommand, NoSerializationVerificationNeeded {}

    private final ActorContext<GravityCommand> context;
    private final StarKey star;
    private final RegistryView view;
    private final Registry registry;
    private final StarSettings settings;
    private final Holdings holdings;
    private final Particles particles;
    private final Luggage luggage;
    private final Consumer<Held> resume;

    /** @param resume told of a particle that lives here after all */
    Releases(
            ActorContext<GravityCommand> context,
            Star.Parts parts,
            Holdings holdings,
            Particles particles,
            Luggage luggage,
            Consumer<Held> resume) {
        this.context = context;
        this.star = parts.star();
        this.view = parts.around().view();
        this.registry = parts.around().services().registry();
        this.settings = parts.settings();
        this.holdings = holdings;
        this.particles = particles;
        this.luggage = luggage;
        this.resume = resume;
    }

    /** Nothing was done, and what keeps this star from it passes. */
    void refuseForNow(Release release) {
        refuse(release, true);
    }

    private void refuse(Release release, boolean forNow) {
        release.replyTo().tell(new Release.Released(false, false, forNow, context.getSelf()));
    }

    void onRelease(Release release) {
        Held there = particles.at(release.point());
        if (luggage.isUnsettled()
                || isNotToBeAsked(there)
                || particles.quarantines().has(release.incarnation())) {
            refuseForNow(release);
            return;
        }
        Held held = there == null ? particles.keepStopped(release.point()) : there;
        Release before = held.release();
        held.release(release);
        switch (held.phase()) {
            case ACTIVE, CHECKING, PASSIVATING, REPLACING -> stop(held, release);
            case QUARANTINED, RELEASED -> released(held);
            case RELEASING -> {
                if (!isForTheSame(release, before)) {
                    lateAfterHandOver(release);
                }
            }
            case STARTING, LEAVING -> {}
        }
    }

    /** Whether a particle is about to stop for another reason, or it is being found out where it lives. */
    private static boolean isNotToBeAsked(@Nullable Held held) {
        return held != null
                && (held.phase() == Held.Phase.LEAVING
                        || (held.phase() == Held.Phase.RELEASED && held.release() == null));
    }

    /** Asks a particle that somebody waits for to stop; it has not for ever. */
    void stop(Held held, Release release) {
        particles.end(held, Held.Phase.RELEASING);
        lateAfterHandOver(release);
    }

    private void lateAfterHandOver(Release release) {
        context.scheduleOnce(settings.handOver(), context.getSelf(), new Late(release));
    }

    void onLate(Late late) {
        Held held = particles.at(late.release().point());
        Release wanted = held == null ? null : held.release();
        if (held == null
                || wanted == null
                || held.phase() != Held.Phase.RELEASING
                || !isForTheSame(late.release(), wanted)) {
            return;
        }
        if (held.isRunning()) {
            held.cut();
            particles.endNow(held);
        } else {
            takeBack(held, wanted);
        }
    }

    /** Whoever asks again takes the place of who asked before; the particle gets no more time by that. */
    private static boolean isForTheSame(Release one, @Nullable Release other) {
        return other != null && one.incarnation().equals(other.incarnation()) && one.epoch() == other.epoch();
    }

    /** Its memory could not be kept in time, so it stays. Asking again would only stop it again. */
    private void takeBack(Held held, Release release) {
        luggage.giveUp(release.incarnation());
        refuse(release, false);
        held.release(null);
        held.phase(Held.Phase.STARTING);
        resume.accept(held);
    }

    /**
     * A particle that somebody waits for has stopped; it is not let go of before its memory is kept, or why it has none.
     *
     * @param loss why its memory is lost; null when it is not
     */
    void stopped(Held held, Incarnation particle, @Nullable String loss) {
        Basis basis = held.basis();
        Location location = basis == null ? null : basis.record().record().location();
        if (loss != null && location != null) {
            luggage.takeIn(Memories.Left.lost(particle, held.point(), location.epoch(), loss));
            held.left();
            lateAgain(held);
        }
        if (luggage.has(particle)) {
            held.phase(Held.Phase.RELEASING);
        } else {
            released(held);
        }
    }

    /** One that did not end in time has used up its time; to note why its memory is lost there is as much again. */
    private void lateAgain(Held held) {
        Release release = held.release();
        if (release != null) {
            lateAfterHandOver(release);
        }
    }

    /** What some left behind is kept, or lost. */
    void onKept(List<Memories.Left> some) {
        for (Memories.Left left : some) {
            Held held = particles.at(left.point());
            if (held != null && held.phase() == Held.Phase.RELEASING && !held.isRunning()) {
                released(held);
            }
        }
    }

    /** A particle that somebody waits for does not run. */
    void released(Held held) {
        Release release = held.release();
        held.phase(Held.Phase.RELEASED);
        if (release != null) {
            release.replyTo().tell(new Release.Released(true, held.hasLeft(), false, context.getSelf()));
            context.scheduleOnce(settings.releaseTimeout(), context.getSelf(), new Over(release));
        }
    }

    private @Nullable Held released(Point point) {
        Held held = particles.at(point);
        return held != null && held.phase() == Held.Phase.RELEASED ? held : null;
    }

    void onReassigned(Release.Reassigned done) {
        Held held = released(done.point());
        Release release = held == null ? null : held.release();
        if (held != null
                && release != null
                && release.incarnation().equals(done.incarnation())
                && release.epoch() == done.epoch()) {
            settle(held, release, view.read(done.point()));
        }
    }

    void onOver(Over over) {
        Release release = over.release();
        Held held = released(release.point());
        if (held != null && release.equals(held.release())) {
            settle(
                    held,
                    release,
                    view.learn(
                            release.point(),
                            () -> registry.assign(release.point(), release.incarnation(), release.epoch(), star)));
        }
    }

    private void settle(Held held, Release release, CompletionStage<Copy> now) {
        held.release(null);
        context.pipeToSelf(now, (copy, failure) -> new Settled(release, copy, failure));
    }

    /** What cannot be read now is asked again later. */
    void onSettled(Settled settled) {
        Held held = released(settled.release().point());
        if (held == null) {
            return;
        }
        Copy copy = settled.copy();
        if (copy != null && copy.record().status() != Status.DELETED && !particles.livesHere(copy.record())) {
            holdings.letGo(settled.release().incarnation());
            luggage.forget(settled.release().incarnation());
            particles.elsewhere(held);
            return;
        }
        Fault fault = copy != null ? null : Particles.faultOf(settled.failure());
        if (fault == null || fault.status() == 404 || fault.status() == 409) {
            held.phase(Held.Phase.STARTING);
            resume.accept(held);
        } else {
            held.release(settled.release());
            ActorRef<GravityCommand> self = context.getSelf();
            context.scheduleOnce(settings.releaseTimeout(), self, new Over(settled.release()));
        }
    }
}
