package io.hyperspace.drivers.global;

import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Waves;
import io.hyperspace.overview.Overview;
import io.hyperspace.overview.TraceReport;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.trace.TraceId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Tells what the Hyperverse is made of now. Where things run is for those who may read the executor, or have super on the
 * root; which kinds there are and whose they are, for everyone who is somebody, for they cannot create anything otherwise.
 */
final class Composition {

    private final Supplier<Overview> overview;
    private final Waves waves;
    private final Admission admission;

    Composition(Supplier<Overview> overview, Waves waves, Admission admission) {
        this.overview = overview;
        this.waves = waves;
        this.admission = admission;
    }

    CompletionStage<Reply> show(Agent agent, Command.Subject subject) {
        return switch (subject) {
            case STARS ->
                requireOperator(agent)
                        .thenCompose(may -> overview.get().stars())
                        .thenApply(Parts::stars);
            case LANES ->
                requireOperator(agent)
                        .thenCompose(may -> overview.get().lanes())
                        .thenApply(Parts::lanes);
            case MACHINES ->
                requireOperator(agent)
                        .thenCompose(may -> overview.get().machines())
                        .thenApply(Parts::machines);
            case DRIVERS ->
                requireSomebody(agent)
                        .thenApply(may -> Parts.drivers(overview.get().drivers()));
            case KINDS ->
                requireSomebody(agent)
                        .thenApply(may -> Parts.kinds(overview.get().drivers()));
        };
    }

    /** What a trace tells, points and where they are, is for those who may see where things run. */
    CompletionStage<Reply> trace(Agent agent, TraceId trace) {
        return requireOperator(agent)
                .thenCompose(may -> overview.get().trace(trace))
                .thenApply(Composition::told);
    }

    /** Where somebody did not answer, nobody can say that there is nothing. */
    private static Reply told(TraceReport report) {
        return report.records().isEmpty() && report.silent().isEmpty()
                ? Reply.of(Faults.noTrace(report.trace().toString()))
                : Parts.trace(report);
    }

    private static CompletionStage<Agent> requireSomebody(Agent agent) {
        return agent instanceof Agent.Anonymous
                ? CompletableFuture.failedFuture(Faults.notAuthenticated().toException())
                : CompletableFuture.completedFuture(agent);
    }

    private CompletionStage<Agent> requireOperator(Agent agent) {
        return requireSomebody(agent)
                .thenCompose(somebody -> waves.access(agent, GlobalDriver.EXECUTOR))
                .thenCompose(access ->
                        access.may(Permission.READ) ? CompletableFuture.completedFuture(agent) : requireSuper(agent));
    }

    private CompletionStage<Agent> requireSuper(Agent agent) {
        return waves.access(agent, Point.ROOT).thenApply(access -> {
            if (!access.isSuper()) {
                throw Faults.forbidden("read", GlobalDriver.EXECUTOR.toString()).toException();
            }
            return agent;
        });
    }

    /** How a particle is: all of it to who may read it, to others what a select would show them. */
    CompletionStage<Reply> status(Agent agent, Point point) {
        return admission
                .require(agent, Permission.READ, point)
                .<CompletionStage<Reply>>handle(
                        (record, failure) -> failure == null ? report(record) : stub(agent, point, failure))
                .thenCompose(reply -> reply);
    }

    private CompletionStage<Reply> report(ParticleRecord record) {
        return overview.get().particle(record).thenApply(report -> Parts.status(record, report));
    }

    private CompletionStage<Reply> stub(Agent agent, Point point, Throwable failure) {
        return HyperspaceException.faultOf(failure).status() == 403
                ? admission
                        .requireVisible(agent, point)
                        .thenApply(record -> Results.stub(200, record.stub()))
                        .exceptionallyCompose(hidden -> CompletableFuture.failedFuture(failure))
                : CompletableFuture.failedFuture(failure);
    }
}
