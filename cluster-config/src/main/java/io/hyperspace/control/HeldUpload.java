package io.hyperspace.control;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;
import org.jspecify.annotations.Nullable;

/** The bytes of one upload while they arrive. Once it is refused it drops what it held and what still comes. */
final class HeldUpload {

    private final int limit;
    private final int room;
    private final UploadMemory memory;
    private ByteStringBuilder kept = new ByteStringBuilder();
    private int size;
    private @Nullable Fault refused;

    /**
     * @param limit the most bytes of all uploads of a command, for the message
     * @param room what the uploads before this one have left of it
     */
    HeldUpload(int limit, int room, UploadMemory memory) {
        this.limit = limit;
        this.room = room;
        this.memory = memory;
    }

    void add(ByteString bytes) {
        if (refused != null) {
            return;
        }
        if (bytes.size() > room - size) {
            refuse(Faults.tooLarge("what a command uploads", limit));
            return;
        }
        try {
            memory.take(bytes.size());
            size += bytes.size();
            kept.append(bytes);
        } catch (HyperspaceException e) {
            refuse(e.fault());
        }
    }

    /** All bytes; throws when the upload was refused. */
    byte[] bytes() {
        if (refused != null) {
            throw refused.toException();
        }
        byte[] bytes = kept.result().toArrayUnsafe();
        kept = new ByteStringBuilder();
        return bytes;
    }

    int size() {
        return size;
    }

    /** Gives back the memory; called once, after which the upload is over. */
    void release() {
        memory.release(size);
        size = 0;
    }

    private void refuse(Fault fault) {
        refused = fault;
        kept = new ByteStringBuilder();
        release();
    }
}
