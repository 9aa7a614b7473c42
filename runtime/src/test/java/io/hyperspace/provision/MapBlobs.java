package io.hyperspace.provision;

import io.hyperspace.space.error.Faults;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Content in a map. */
public final class MapBlobs implements Blobs {

    private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Digest> put(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        blobs.put(digest, bytes);
        return CompletableFuture.completedFuture(digest);
    }

    @Override
    public CompletionStage<byte[]> get(Digest digest) {
        byte[] bytes = blobs.get(digest);
        return bytes == null
                ? CompletableFuture.failedFuture(
                        Faults.noSuchPoint(digest.hex()).toException())
                : CompletableFuture.completedFuture(bytes);
    }
}
