package io.hyperspace.drivers.memory;

import io.hyperspace.overview.DriverReport;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.overview.MachineReport;
import io.hyperspace.overview.Overview;
import io.hyperspace.overview.ParticleReport;
import io.hyperspace.overview.StarReport;
import io.hyperspace.overview.TraceReport;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.trace.TraceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Parts that say of themselves what a test has put here. */
public final class InMemoryOverview implements Overview {

    public final List<StarReport> stars = new ArrayList<>();
    public final List<LaneReport> lanes = new ArrayList<>();
    public final List<MachineReport> machines = new ArrayList<>();
    public final List<DriverReport> drivers = new ArrayList<>();
    public final List<TraceRecord> records = new ArrayList<>();
    public final List<String> silent = new ArrayList<>();
    public ParticleReport particle = ParticleReport.UNPLACED;

    InMemoryOverview() {}

    @Override
    public CompletionStage<List<StarReport>> stars() {
        return CompletableFuture.completedFuture(List.copyOf(stars));
    }

    @Override
    public CompletionStage<List<LaneReport>> lanes() {
        return CompletableFuture.completedFuture(List.copyOf(lanes));
    }

    @Override
    public CompletionStage<List<MachineReport>> machines() {
        return CompletableFuture.completedFuture(List.copyOf(machines));
    }

    @Override
    public CompletionStage<TraceReport> trace(TraceId trace) {
        List<TraceRecord> its = records.stream()
                .filter(record -> record.wave().trace().equals(trace))
                .toList();
        return CompletableFuture.completedFuture(new TraceReport(trace, its, false, List.copyOf(silent)));
    }

    @Override
    public List<DriverReport> drivers() {
        return List.copyOf(drivers);
    }

    @Override
    public CompletionStage<ParticleReport> particle(ParticleRecord record) {
        return CompletableFuture.completedFuture(particle);
    }
}
