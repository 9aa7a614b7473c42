package io.hyperspace.lane;

import io.hyperspace.space.point.StarKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;

/** How a lane comes to the gravity that has greeted it: straight, or through relays. Belongs to the lane. */
final class Route {

    private final Greet greet;
    private final boolean isFar;
    private final ActorRef<GravityCommand> first;
    private final List<ActorRef<GravityCommand>> ahead = new ArrayList<>();
    private final Serialization serialization;

    Route(Greet greet, ActorSystem<?> system) {
        this.greet = greet;
        this.serialization = SerializationExtension.get(system);
        greet.through().forEach(relay -> ahead.add(relay.gravity()));
        ahead.add(greet.gravity());
        this.isFar = ahead.stream().anyMatch(gravity -> gravity.path().address().hasGlobalScope());
        this.first = ahead.remove(0);
    }

    long epoch() {
        return greet.epoch();
    }

    ActorRef<GravityCommand> gravity() {
        return greet.gravity();
    }

    List<Relay> relays() {
        return greet.through();
    }

    List<StarKey> stars() {
        return greet.through().stream().map(Relay::star).toList();
    }

    boolean isStraight() {
        return ahead.isEmpty();
    }

    /** Whether a wave leaves this Machine on its way, and must fit into a frame. */
    boolean isFar() {
        return isFar;
    }

    void tell(Numbered item) {
        if (ahead.isEmpty()) {
            first.tell(item);
        } else {
            first.tell(isFar ? Relayed.packed(ahead, item, serialization) : Relayed.whole(ahead, item));
        }
    }
}
