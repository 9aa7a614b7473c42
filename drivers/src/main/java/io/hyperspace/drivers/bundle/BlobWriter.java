package io.hyperspace.drivers.bundle;

import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.bundle.Unpacker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Stores the files of a checked zip, equal ones once, a few at a time: at most {@code store-parallelism} files are in
 * memory, and no more of them than fit in {@code max-file} bytes once there are two.
 */
final class BlobWriter {

    private final Unpacker unpacker;
    private final PublishSettings settings;
    private final Blobs blobs;
    private final Executor executor;
    private final Iterator<BundleFile> files;
    private final Set<Digest> stored = new HashSet<>();
    private @Nullable BundleFile waiting;

    private BlobWriter(byte[] zip, List<BundleFile> files, PublishSettings settings, Blobs blobs, Executor executor) {
        this.unpacker = new Unpacker(zip, settings.limits());
        this.settings = settings;
        this.blobs = blobs;
        this.executor = executor;
        this.files = files.iterator();
    }

    /** Completes when all bytes are committed. */
    static CompletionStage<@Nullable Void> store(
            byte[] zip, List<BundleFile> files, PublishSettings settings, Blobs blobs, Executor executor) {
        return new BlobWriter(zip, files, settings, blobs, executor).next();
    }

    private CompletionStage<@Nullable Void> next() {
        List<BundleFile> batch = batch();
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?>[] puts = batch.stream()
                .map(file -> blobs.put(unpacker.unpack(file.entry())).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(puts).thenComposeAsync(done -> next(), executor);
    }

    private List<BundleFile> batch() {
        List<BundleFile> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < settings.storeParallelism()) {
            BundleFile file = nextFile();
            if (file == null) {
                return batch;
            }
            bytes += file.size();
            if (!batch.isEmpty() && bytes > settings.limits().maxFile()) {
                waiting = file;
                return batch;
            }
            batch.add(file);
        }
        return batch;
    }

    private @Nullable BundleFile nextFile() {
        BundleFile kept = waiting;
        waiting = null;
        while (kept == null && files.hasNext()) {
            BundleFile file = files.next();
            kept = stored.add(file.digest()) ? file : null;
        }
        return kept;
    }
}
