package io.hyperspace.control;

import io.hyperspace.space.error.Faults;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of uploads that all calls hold at once. They never exceed the limit. */
final class UploadMemory {

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    UploadMemory(long limit) {
        this.limit = limit;
    }

    /** Takes some bytes; 429 when there is no room for them now. */
    void take(long bytes) {
        if (held.addAndGet(bytes) > limit) {
            held.addAndGet(-bytes);
            throw Faults.tooMany("the memory for uploads", Math.toIntExact(Math.min(limit, Integer.MAX_VALUE)))
                    .toException();
        }
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
