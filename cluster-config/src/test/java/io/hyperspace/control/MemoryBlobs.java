package io.hyperspace.control;

import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.Fault;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in memory. */
public final class MemoryBlobs implements Blobs {

    private final Map<Digest, byte[]> stored = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Digest> put(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        stored.put(digest, bytes);
        return CompletableFuture.completedFuture(digest);
    }

    @Override
    public CompletionStage<byte[]> get(Digest digest) {
        byte[] bytes = stored.get(digest);
        return bytes == null
                ? CompletableFuture.failedFuture(
                        Fault.of(404, "E0601", "no such blob").toException())
                : CompletableFuture.completedFuture(bytes);
    }

    public byte[] bytes(String digest) {
        byte[] bytes = stored.get(new Digest(digest));
        if (bytes == null) {
            throw new AssertionError("no blob " + digest);
        }
        return bytes;
    }

    public int size() {
        return stored.size();
    }
}
