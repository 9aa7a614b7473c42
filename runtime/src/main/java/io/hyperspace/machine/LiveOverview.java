package io.hyperspace.machine;

import io.hyperspace.driver.Driver;
import io.hyperspace.overview.DriverReport;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.overview.MachineReport;
import io.hyperspace.overview.Overview;
import io.hyperspace.overview.ParticleReport;
import io.hyperspace.overview.StarReport;
import io.hyperspace.overview.TraceReport;
import io.hyperspace.provision.MachineStatus;
import io.hyperspace.provision.Members;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.trace.TraceId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Asks the stars through sharding, the Machines through their envoys, and the machine table. */
final class LiveOverview implements Overview {

    private static final int AT_ONCE = 64;
    private static final Comparator<StarKey> ORDER =
            Comparator.comparing(StarKey::name).thenComparing(StarKey::index);

    private final ActorSystem<?> system;
    private final Stars stars;
    private final Envoy envoy;
    private final Members members;
    private final List<Driver> drivers;
    private final Duration timeout;

    LiveOverview(
            ActorSystem<?> system, Stars stars, Envoy envoy, Members members, List<Driver> drivers, Duration timeout) {
        this.system = system;
        this.stars = stars;
        this.envoy = envoy;
        this.members = members;
        this.drivers = List.copyOf(drivers);
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<List<StarReport>> stars() {
        return Source.from(stars.keys().stream().sorted(ORDER).toList())
                .mapAsync(AT_ONCE, star -> stars.inspect(star, null, timeout)
                        .handle((inspected, silent) -> inspected == null ? StarReport.silent(star) : inspected.star()))
                .runWith(Sink.seq(), system);
    }

    @Override
    public CompletionStage<List<LaneReport>> lanes() {
        return envoy.lanes();
    }

    @Override
    public CompletionStage<TraceReport> trace(TraceId trace) {
        return envoy.trace(trace);
    }

    @Override
    public CompletionStage<List<MachineReport>> machines() {
        return members.machines().thenCombine(stars(), (machines, reports) -> machines.stream()
                .sorted(Comparator.comparing(MachineStatus::name))
                .map(machine -> new MachineReport(machine, running(machine, reports)))
                .toList());
    }

    private static int running(MachineStatus machine, List<StarReport> reports) {
        return (int) reports.stream()
                .filter(report -> machine.name().equals(report.machine()))
                .count();
    }

    @Override
    public List<DriverReport> drivers() {
        return drivers.stream()
                .map(driver -> new DriverReport(
                        driver.name(),
                        driver.kinds().stream()
                                .sorted(Comparator.comparing(Kind::toString))
                                .toList(),
                        driver.home(),
                        affinities(driver)))
                .sorted(Comparator.comparing(DriverReport::name))
                .toList();
    }

    /** Mostly one; where kinds of a driver differ, all of theirs. */
    private static String affinities(Driver driver) {
        return driver.kinds().stream()
                .map(kind ->
                        driver.affinity(kind).name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public CompletionStage<ParticleReport> particle(ParticleRecord record) {
        Location location = record.location();
        if (location == null) {
            return CompletableFuture.completedFuture(ParticleReport.UNPLACED);
        }
        return stars.inspect(location.star(), record.point(), timeout)
                .thenApply(inspected ->
                        new ParticleReport(inspected.star().machine(), inspected.activity(), inspected.memory()))
                .exceptionally(silent -> ParticleReport.SILENT);
    }
}
