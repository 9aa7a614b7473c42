package io.hyperspace.registry.membership;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Closed while a Machine that was lost may still write. What persists waits here before it recovers, for whoever had it
 * before may be that Machine.
 */
public final class StartGate {

    private volatile CompletableFuture<Boolean> opened = new CompletableFuture<>();

    StartGate() {}

    /** A gate that never closes, for directories that no other Machine can have. */
    public static StartGate alwaysOpen() {
        StartGate gate = new StartGate();
        gate.open();
        return gate;
    }

    public boolean isOpen() {
        return opened.isDone();
    }

    /** Completes when the gate is open. */
    public CompletionStage<Boolean> whenOpen() {
        return opened;
    }

    /** One thread alone opens and closes. */
    void open() {
        opened.complete(true);
    }

    void close() {
        if (opened.isDone()) {
            opened = new CompletableFuture<>();
        }
    }
}
