package io.hyperspace.trace;

/**
 * Is told of every record that this Machine keeps, such as what sends them to a collector. It is called on the thread that
 * takes the wave on its way, so it must return at once and never block: what it does with a record it does elsewhere, and
 * what it cannot take it drops. What it throws is logged and harms no wave.
 */
@FunctionalInterface
public interface TraceListener {

    void left(TraceRecord record);
}
