package io.hyperspace.drivers.memory;

import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.Fault;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes by their digest. */
public final class InMemoryBlobs implements Blobs {

    private final Map<Digest, byte[]> bytes = new ConcurrentHashMap<>();
    private final AtomicInteger puts = new AtomicInteger();

    @Override
    public CompletionStage<Digest> put(byte[] content) {
        puts.incrementAndGet();
        Digest digest = Digest.of(content);
        bytes.put(digest, content.clone());
        return CompletableFuture.completedFuture(digest);
    }

    @Override
    public CompletionStage<byte[]> get(Digest digest) {
        byte[] found = bytes.get(digest);
        return found == null
                ? CompletableFuture.failedFuture(Fault.of(404, "E0601", "there are no bytes of " + digest)
                        .toException())
                : CompletableFuture.completedFuture(found);
    }

    /** How often bytes were put. */
    public int puts() {
        return puts.get();
    }

    /** How many different bytes there are. */
    public int size() {
        return bytes.size();
    }
}
