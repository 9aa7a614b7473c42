package io.hyperspace.drivers.mechtron;

import io.hyperspace.driver.Memory;
import io.hyperspace.drivers.mechtron.engine.GuestImage;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the one instance of an actor has in memory, which moves carry along. It is copied on a guest thread, for the whole
 * memory has to be looked through; the next place makes an instance of it when its first wave comes. One whose instance is
 * gone, because its last wave failed, has nothing to carry.
 */
final class MechtronMemory implements Memory {

    private final String point;
    private final LoadedMechtron loaded;
    private final GuestThreads threads;
    private final GuestSettings settings;
    private final Turns turns;
    private final Queue<NativeGuest> idle;
    private final AtomicReference<@Nullable GuestImage> carried = new AtomicReference<>();

    MechtronMemory(
            String point,
            LoadedMechtron loaded,
            GuestThreads threads,
            GuestSettings settings,
            Turns turns,
            Queue<NativeGuest> idle) {
        this.point = point;
        this.loaded = loaded;
        this.threads = threads;
        this.settings = settings;
        this.turns = turns;
        this.idle = idle;
    }

    /** A wave whose sender has given up may still run; what it does to the memory is part of it. */
    @Override
    public CompletionStage<byte @Nullable []> save(long limit) {
        if (turns.isBusy()) {
            return CompletableFuture.failedFuture(
                    Faults.notReady("'" + point + "'").toException());
        }
        NativeGuest guest = idle.poll();
        GuestImage image = carried.get();
        if (guest == null) {
            return CompletableFuture.completedFuture(image == null ? null : ImageFrame.write(loaded.digest(), image));
        }
        CompletableFuture<byte @Nullable []> saved = new CompletableFuture<>();
        if (!threads.submit(() -> save(guest, limit, saved))) {
            idle.add(guest);
            saved.completeExceptionally(
                    MechtronFaults.threadsBusy(settings.queue()).toException());
        }
        return saved;
    }

    private void save(NativeGuest guest, long limit, CompletableFuture<byte @Nullable []> saved) {
        try {
            saved.complete(ImageFrame.write(loaded.digest(), guest.image(limit)));
        } catch (RuntimeException | Error e) {
            saved.completeExceptionally(e);
        }
    }

    @Override
    public CompletionStage<Void> restore(byte[] saved) {
        try {
            carried.set(ImageFrame.read(loaded.digest(), saved));
            return CompletableFuture.completedFuture(null);
        } catch (HyperspaceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What the next instance is to go on with; it is there once. */
    @Nullable GuestImage take() {
        return carried.getAndSet(null);
    }
}
