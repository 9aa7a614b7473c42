package io.hyperspace.freight;

import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Something large that is to go to an actor of another Machine, written as bytes.
 *
 * @param to the actor
 * @param bytes the message
 * @param serializer who reads it
 * @param manifest what it is to this one
 * @param load what it counts for until it has arrived
 * @param refused called when the other Machine has no room for it
 */
@SuppressWarnings("ArrayRecordComponent")
record Haul(ActorRef<Object> to, byte[] bytes, int serializer, String manifest, long load, Runnable refused)
        implements Parcels.Command, NoSerializationVerificationNeeded {

    /** The Machine that it goes to. */
    String machine() {
        return to.path().address().toString();
    }
}
