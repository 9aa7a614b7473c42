package io.hyperspace.moving;

import io.hyperspace.control.CommandResult;
import io.hyperspace.space.point.Point;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves one particle after the other, to any star, without a pause. A star that is itself on its way lets nothing go, and says so. */
final class Mover {

    private static final Logger LOG = LoggerFactory.getLogger(Mover.class);

    private final MachinesExtension machines;
    private final List<Point> targets;
    private final int stars;
    private final Random dice;
    private final Thread thread;
    private final AtomicInteger moved = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean ended;

    private Mover(MachinesExtension machines, List<Point> targets, int stars, long seed) {
        this.machines = machines;
        this.targets = targets;
        this.stars = stars;
        this.dice = new Random(seed);
        this.thread = new Thread(this::move, "mover");
        thread.setDaemon(true);
    }

    static Mover start(MachinesExtension machines, List<Point> targets, int stars, long seed) {
        Mover mover = new Mover(machines, targets, stars, seed);
        mover.thread.start();
        return mover;
    }

    private void move() {
        while (!ended) {
            Point target = targets.get(dice.nextInt(targets.size()));
            CommandResult result = machines.machine(0)
                    .command("move " + target + " to <<central:maelstrom[" + dice.nextInt(stars) + "]>>");
            if (result.status() == 200) {
                moved.incrementAndGet();
            } else {
                held.incrementAndGet();
                LOG.info("not moved: {}", result);
            }
        }
    }

    /** Waits until the last has moved. */
    void end(Duration patience) {
        ended = true;
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int moved() {
        return moved.get();
    }

    int held() {
        return held.get();
    }
}
