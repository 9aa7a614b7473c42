package io.hyperspace.provision;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.StarKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Hyperverse of one Machine, called m1. */
public final class OneMachine implements Members {

    private static final String NAME = "m1";

    private final String address;
    private volatile boolean draining;

    public OneMachine(String address) {
        this.address = address;
    }

    @Override
    public CompletionStage<List<MachineStatus>> machines() {
        return CompletableFuture.completedFuture(List.of(new MachineStatus(
                NAME, address, MachineStatus.State.UP, null, draining, EnumSet.allOf(StarKind.class))));
    }

    @Override
    public CompletionStage<Void> drain(String name, boolean on) {
        if (!name.equals(NAME)) {
            return CompletableFuture.failedFuture(Faults.noSuchPoint(name).toException());
        }
        draining = on;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<String> draining() {
        return draining ? Set.of(address) : Set.of();
    }
}
