package io.hyperspace.freight;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import java.util.concurrent.atomic.AtomicLong;

/** Counts bytes that are somewhere, up to a limit. For all threads. */
public final class Scale {

    private final String what;
    private final long limit;
    private final AtomicLong bytes = new AtomicLong();

    /** @param what the place, as refusals call it */
    public Scale(String what, long limit) {
        this.what = what;
        this.limit = limit;
    }

    /** Takes something if there is room for it; false when there is none. */
    public boolean take(long more) {
        if (bytes.addAndGet(more) <= limit) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    /** Takes something that was admitted already, room or not. */
    public void add(long more) {
        bytes.addAndGet(more);
    }

    public void remove(long gone) {
        bytes.addAndGet(-gone);
    }

    /** How many there are. */
    public long bytes() {
        return bytes.get();
    }

    /** What whoever finds no room is told. */
    public Fault full() {
        return Faults.tooMany(what, (int) Math.min(Integer.MAX_VALUE, limit));
    }
}
