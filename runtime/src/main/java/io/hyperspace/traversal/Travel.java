package io.hyperspace.traversal;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.bind.RouteMatch;
import io.hyperspace.space.bind.Stop;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Reflected;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** One wave on its way through the pipeline of one particle. Belongs to the particle's actor. */
final class Travel {

    private final Directed wave;
    private final @Nullable ActorRef<Reflected> replyTo;
    private final List<Stop> stops;
    private final Map<String, String> captures;
    private int next;
    private @Nullable Reply last;

    Travel(Directed wave, @Nullable ActorRef<Reflected> replyTo, RouteMatch match) {
        this.wave = wave;
        this.replyTo = replyTo;
        this.stops = match.route().pipeline().stops();
        this.captures = match.captures();
    }

    /** The stop to make now, or null at the end. */
    @Nullable Stop nextStop() {
        return next < stops.size() ? stops.get(next++) : null;
    }

    /** The wave as the next stop sees it: with the body that the last stop answered. */
    Directed wave() {
        if (last == null) {
            return wave;
        }
        var head = wave.head();
        return wave.withHead(new io.hyperspace.space.wave.Head(
                head.id(),
                head.from(),
                head.agent(),
                head.method(),
                head.uri(),
                head.headers(),
                last.body(),
                head.handling(),
                head.deadline(),
                head.chain()));
    }

    /** Whether the body that goes on is no longer the sender's own. */
    boolean hasAnswer() {
        return last != null;
    }

    /** The wave as it came. */
    Directed origin() {
        return wave;
    }

    Map<String, String> captures() {
        return captures;
    }

    void answered(Reply reply) {
        this.last = reply;
    }

    /** What the last stop answered; an empty 200 when there was none. */
    Reply reply() {
        return last == null ? new Reply(200, Headers.NONE, wave.body()) : last;
    }

    @Nullable ActorRef<Reflected> replyTo() {
        return replyTo;
    }
}
