package io.hyperspace.freight;

import io.hyperspace.codec.Stored;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A part of a message on its way to another Machine.
 *
 * @param from who sends it
 * @param number tells the messages of this one apart
 * @param to the actor that the message is for
 * @param serializer who reads the whole
 * @param manifest what it is to this one
 * @param slice of its bytes
 */
record Parcel(
        ActorRef<Parcels.Command> from, long number, ActorRef<Object> to, int serializer, String manifest, Slice slice)
        implements Parcels.Command, Stored {

    /** Tells messages apart. */
    record Key(ActorRef<Parcels.Command> from, long number) {}

    Key key() {
        return new Key(from, number);
    }

    /**
     * So many bytes of a message have come. None, though some were sent: it is to be sent again from the start.
     *
     * @param bytes all of them, when it has arrived
     */
    record Got(long number, int bytes) implements Parcels.Command, Stored {}

    /** There is no room for a message. */
    record NoRoom(long number) implements Parcels.Command, Stored {}
}
