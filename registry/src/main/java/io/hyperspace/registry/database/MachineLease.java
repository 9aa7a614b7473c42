package io.hyperspace.registry.database;

import io.hyperspace.provision.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This Machine's lease on its row in the machine table, renewed by a thread of its own.
 *
 * <p>Invariants: it is held no longer than the row says, for it counts on the monotonic clock from before a renewal was
 * sent, less a tenth for clocks that run differently. Once its row was seen fenced it is never held again.
 */
public final class MachineLease implements Lease {

    private static final Logger LOG = LoggerFactory.getLogger(MachineLease.class);
    private static final long CLOSE_SECONDS = 5;

    /** Renews the row; false when it is fenced. Blocks. */
    interface Renewal {
        boolean renew() throws SQLException;
    }

    private final MachineSettings settings;
    private final Renewal renewal;
    private final boolean sole;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> fenced = new CompletableFuture<>();
    private volatile long heldUntil;
    private volatile boolean lost;
    private volatile long lapses;

    private MachineLease(MachineSettings settings, Renewal renewal, long sent, boolean sole) {
        this.settings = settings;
        this.renewal = renewal;
        this.sole = sole;
        this.heldUntil = end(sent);
        this.thread = new Thread(this::keep, "hyperspace-lease");
        thread.setDaemon(true);
    }

    /**
     * A lease that is renewed from now on.
     *
     * @param sent the monotonic clock, before the row was entered
     */
    static MachineLease start(MachineSettings settings, Renewal renewal, long sent) {
        MachineLease lease = new MachineLease(settings, renewal, sent, false);
        lease.thread.start();
        return lease;
    }

    /** The lease of whoever has a database for itself: held until it is closed, for nobody else can fence it. */
    static MachineLease sole(MachineSettings settings) {
        return new MachineLease(settings, () -> true, System.nanoTime(), true);
    }

    private long end(long sent) {
        return sent + settings.lease().toNanos() / 10 * 9;
    }

    @Override
    public boolean isHeld() {
        return !lost && (sole || System.nanoTime() - heldUntil < 0);
    }

    /** Whether this Machine was fenced, which is for ever. */
    public boolean isLost() {
        return lost;
    }

    /** Completes when it is seen that this Machine was fenced, on the thread that saw it. */
    public CompletionStage<Void> fenced() {
        return fenced.minimalCompletionStage();
    }

    /** Somebody saw that this Machine is fenced. */
    public void lose() {
        if (!lost) {
            lost = true;
            fenced.complete(null);
            if (closed.getCount() > 0) {
                LOG.error("this Machine is fenced: another has taken its place, and it can store nothing any more");
            }
        }
    }

    @Override
    public long lapses() {
        return lapses;
    }

    /** Counted by the one thread that renews, before the lease is held again. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void countLapse() {
        if (!isHeld()) {
            lapses++;
        }
    }

    private void keep() {
        try {
            Duration wait = settings.renewEvery();
            while (!closed.await(wait.toNanos(), TimeUnit.NANOSECONDS) && !lost) {
                wait = renew() ? settings.renewEvery() : settings.retryEvery();
            }
        } catch (InterruptedException e) {
            LOG.warn("the lease is not renewed any more: its thread was interrupted");
        }
    }

    /** A renewal that failed is tried again soon: the lease may still last until then. */
    private boolean renew() {
        long sent = System.nanoTime();
        try {
            if (renewal.renew()) {
                countLapse();
                heldUntil = end(sent);
            } else {
                lose();
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            if (closed.getCount() > 0) {
                LOG.warn("the lease could not be renewed: {}", e.toString());
            }
            return false;
        }
    }

    /** Ends the renewing, and the lease with it. */
    void close() {
        closed.countDown();
        lost = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
