package io.hyperspace.moving;

import io.hyperspace.control.CommandResult;
import io.hyperspace.space.point.Point;
import io.hyperspace.testkit.MachinesExtension;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Moves one particle after the other, to any star, without a pause. A move waits for a star that is itself on its way. */
final class Mover {

    private final MachinesExtension machines;
    private final List<Point> targets;
    private final int stars;
    private final Random dice;
    private final Thread thread;
    private final AtomicInteger moved = new AtomicInteger();
    private final Queue<CommandResult> refused = new ConcurrentLinkedQueue<>();
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
                refused.add(result);
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

    /** What was not moved, and why. */
    List<CommandResult> refused() {
        return List.copyOf(refused);
    }
}
