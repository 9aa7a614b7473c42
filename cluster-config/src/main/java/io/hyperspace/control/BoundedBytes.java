package io.hyperspace.control;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/** Collects bytes up to a limit. What comes after it is counted and dropped, so that the sender can finish sending. */
final class BoundedBytes {

    private final String what;
    private final int limit;
    private final ByteStringBuilder kept = new ByteStringBuilder();
    private long seen;

    BoundedBytes(String what, int limit) {
        this.what = what;
        this.limit = limit;
    }

    BoundedBytes add(ByteString bytes) {
        seen += bytes.size();
        if (seen <= limit) {
            kept.append(bytes);
        } else {
            kept.clear();
        }
        return this;
    }

    /** The bytes; 413 when there were too many. */
    byte[] toArray() {
        if (seen > limit) {
            throw Faults.tooLarge(what, limit).toException();
        }
        return kept.result().toArrayUnsafe();
    }

    /** The bytes as text; 400 when they are not UTF-8. */
    String toText() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new HyperspaceException(ControlFaults.unreadable(what + " is not UTF-8"), e);
        }
    }
}
