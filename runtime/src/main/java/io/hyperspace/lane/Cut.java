package io.hyperspace.lane;

import io.hyperspace.freight.Slice;
import io.hyperspace.freight.Slices;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A large wave that its lane sends in parts, and what follows it to the same target. Belongs to the lane. */
final class Cut {

    private final Lane.Send send;
    private final Deque<Lane.Item> line = new ArrayDeque<>(2);
    private @Nullable Slices slices;
    private int next;

    Cut(Lane.Send send) {
        this.send = send;
    }

    Lane.Send send() {
        return send;
    }

    /** What waits until all parts are sent. */
    Deque<Lane.Item> line() {
        return line;
    }

    /** The next part. The wave is written as bytes when its turn has come, not before. */
    Piece next(Function<Lane.Send, Slices> cutter) {
        if (slices == null) {
            slices = cutter.apply(send);
        }
        next++;
        return new Piece(this, next - 1);
    }

    boolean isSent() {
        return slices != null && next == slices.count();
    }

    boolean isLast(int index) {
        return slices().count() == index + 1;
    }

    Slice slice(int index) {
        return slices().get(index);
    }

    private Slices slices() {
        return Objects.requireNonNull(slices, "it was cut when its first part was sent");
    }
}
