package io.hyperspace.process;

/** One life of a Machine, from its start to its end. */
interface Life {

    /** Whether its process runs. */
    boolean isAlive();

    /** Whether its process has ended, and not because it was asked to. */
    boolean wasLost();

    /** Whether it was asked to end. */
    boolean isLeaving();

    /** For how many nanoseconds it was held, all together. */
    long stoodStill();
}
