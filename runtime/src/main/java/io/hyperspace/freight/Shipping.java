package io.hyperspace.freight;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;

/** Sends large messages to actors of other Machines by {@link Parcels}. For all threads. */
public final class Shipping {

    private final Freight freight;
    private final ActorRef<Parcels.Command> parcels;
    private final Serialization serialization;

    /** @param parcels this Machine's */
    public Shipping(ActorSystem<?> system, Freight freight, ActorRef<Parcels.Command> parcels) {
        this.freight = freight;
        this.parcels = parcels;
        this.serialization = SerializationExtension.get(system);
    }

    /** Whether an actor is on another Machine. */
    public static boolean isFar(ActorRef<?> to) {
        return to.path().address().hasGlobalScope();
    }

    /**
     * Sends a message, which the caller's thread writes as bytes. To an actor of this Machine it goes as it is.
     *
     * @param load what it counts for in the memory of what leaves this Machine
     * @param refused called when there is no room for it, here or there; on any thread
     */
    public <T> void send(ActorRef<T> to, T message, long load, Runnable refused) {
        if (!isFar(to)) {
            to.tell(message);
        } else if (!freight.leaving().take(load)) {
            refused.run();
        } else {
            Serializer serializer = serialization.findSerializerFor(message);
            byte[] bytes = serialization.serialize(message).get();
            String manifest = Serializers.manifestFor(serializer, message);
            parcels.tell(new Haul(to.unsafeUpcast(), bytes, serializer.identifier(), manifest, load, refused));
        }
    }
}
