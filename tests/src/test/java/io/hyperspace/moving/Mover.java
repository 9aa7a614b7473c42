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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Moves one particle after the other, to any star, without a pause. A move waits for a star that is itself on its way. */
final class Mover {

    private final MachinesExtension machines;
    private final List<Point> targets;
    private final int stars;
    private final Random dice;
    private final Thread thread;
    private final AtomicInteger moved = new AtomicInteger();
    private final Queue<CommandResult> refused = new ConcurrentLinkedQueue<>();
    /** Fair, or who moves without a pause would never let the other in. */
    private final Lock turn = new ReentrantLock(true);

    private int via;
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
            moveOne();
        }
    }

    private void moveOne() {
        turn.lock();
        try {
            moveOne(via);
        } finally {
            turn.unlock();
        }
    }

    private void moveOne(int via) {
        Point target = targets.get(dice.nextInt(targets.size()));
        CommandResult result = machines.machine(via)
                .command("move " + target + " to <<central:maelstrom[" + dice.nextInt(stars) + "]>>");
        if (result.status() == 200) {
            moved.incrementAndGet();
        } else {
            refused.add(result);
        }
    }

    /** Asks another Machine from now on; nothing is asked of the one before any more. */
    void via(int machine) {
        turn.lock();
        try {
            via = machine;
        } finally {
            turn.unlock();
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
        if (thread.isAlive()) {
            throw new IllegalStateException("a move has not ended within " + patience);
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
