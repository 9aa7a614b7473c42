package io.hyperspace.drivers.global;

import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.drivers.bundle.BundleFaults;
import io.hyperspace.drivers.bundle.BundlePublisher;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.command.CommandVisitor;
import io.hyperspace.space.command.PointTemplate;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permission;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What each sort of command does, for one command. What is not served yet is refused before anything is done. */
record CommandRun(
        Execution execution,
        Registry registry,
        Blobs blobs,
        BundlePublisher publisher,
        Admission admission,
        PropertyTargets rules,
        Sender sender,
        Selection selection,
        Grants grants,
        Ownership ownership,
        Relocation relocation,
        Past past,
        Composition composition)
        implements CommandVisitor<CompletionStage<Reply>> {

    @Override
    public CompletionStage<Reply> create(Command.Create create) {
        refuseMadeOtherwise(create.kind());
        PointTemplate template = create.template();
        return admission
                .require(execution.agent(), Permission.CREATE, parent(template))
                .thenCompose(parent -> create.strategy() == Command.Strategy.OVERRIDE
                        ? admission.require(execution.agent(), Permission.DELETE, parent.point())
                        : CompletableFuture.completedFuture(parent))
                .thenCompose(parent -> rules.checked(execution.agent(), create.kind(), create.properties()))
                .thenCompose(properties -> number(template)
                        .thenCompose(number -> registry.register(new Registration(
                                template.point(number),
                                create.kind(),
                                execution.owner(),
                                properties,
                                create.strategy()))))
                .thenApply(registered -> Results.stub(
                        registered.created() ? 201 : 200, registered.record().stub()));
    }

    private CompletionStage<Long> number(PointTemplate template) {
        return template.numbered() ? registry.next(template.parent()) : CompletableFuture.completedFuture(0L);
    }

    /** The particle whose directory will hold the new one: behind {@code :/} not the segment before it. */
    private static Point parent(PointTemplate template) {
        Point parent = template.point(0).parent();
        return parent == null ? Point.ROOT : parent;
    }

    private static void refuseMadeOtherwise(Kind kind) {
        if (kind.equals(Kind.BUNDLE) || ArtifactKinds.ALL.contains(kind)) {
            throw Fault.of(
                            422,
                            "E0716",
                            "a " + kind + " is not created, it is published",
                            "publish ^[ folder ]-> POINT")
                    .toException();
        }
        if (kind.equals(Kind.ROOT) || kind.equals(Kind.GLOBAL)) {
            throw Fault.of(422, "E0716", "a " + kind + " is there from the start, there is no other")
                    .toException();
        }
    }

    @Override
    public CompletionStage<Reply> publish(Command.Publish publish) {
        Point series = publish.bundle().parent();
        if (series == null) {
            throw Faults.mayNotHold("Hyperverse", "second ROOT").toException();
        }
        return admission
                .require(execution.agent(), Permission.CREATE, series)
                .exceptionally(failure -> {
                    Fault fault = HyperspaceException.faultOf(failure);
                    throw new HyperspaceException(
                            fault.status() == 404 ? BundleFaults.seriesMissing(series) : fault, failure);
                })
                .thenCompose(record -> blobs.get(execution.request().upload(publish.upload())))
                .thenCompose(zip -> publisher.publish(execution.owner(), publish.bundle(), zip))
                .thenApply(bundle -> Results.stub(201, bundle.stub()));
    }

    @Override
    public CompletionStage<Reply> set(Command.Set set) {
        return admission
                .require(execution.agent(), Permission.WRITE, set.point())
                .thenCompose(record -> rules.checked(execution.agent(), record.kind(), set.changes()))
                .thenCompose(changes -> registry.setProperties(set.point(), changes))
                .thenApply(record -> Results.stub(200, record.stub()));
    }

    @Override
    public CompletionStage<Reply> get(Command.Get get) {
        CompletionStage<ParticleRecord> record = admission.require(execution.agent(), Permission.READ, get.point());
        return get.state()
                ? record.thenCompose(there -> sender.state(execution, get.point()))
                : record.thenApply(there -> Results.properties(there, get.keys()));
    }

    @Override
    public CompletionStage<Reply> grant(Command.GrantRule rule) {
        Grant grant = new Grant(Ulid.next(), rule.rule(), rule.on(), rule.to(), execution.agent());
        return grants.requireGiving(execution.agent(), rule.rule(), rule.on())
                .thenCompose(access -> registry.grant(grant))
                .thenApply(Results::grant);
    }

    @Override
    public CompletionStage<Reply> revoke(Command.Revoke revoke) {
        return grants.revoke(execution.agent(), revoke.id()).thenApply(Results::grant);
    }

    @Override
    public CompletionStage<Reply> accessOf(Command.AccessOf access) {
        return grants.access(execution.agent(), access.agent(), access.point()).thenApply(Results::access);
    }

    @Override
    public CompletionStage<Reply> accessList(Command.AccessList list) {
        return grants.list(execution.agent(), list.to(), list.on()).thenApply(Results::grants);
    }

    @Override
    public CompletionStage<Reply> select(Command.Select select) {
        return selection
                .all(new Registry.Query(select.selector(), execution.agent(), select.asOf()))
                .thenApply(Results::stubs);
    }

    @Override
    public CompletionStage<Reply> send(Command.Send send) {
        return sender.send(execution, send);
    }

    @Override
    public CompletionStage<Reply> delete(Command.Delete delete) {
        return new Deletion(registry, admission, selection)
                .run(execution.agent(), delete.selector())
                .thenApply(Results::deleted);
    }

    @Override
    public CompletionStage<Reply> read(Command.Read read) {
        return notYet("read");
    }

    @Override
    public CompletionStage<Reply> write(Command.Write write) {
        return notYet("write");
    }

    @Override
    public CompletionStage<Reply> status(Command.Status status) {
        return composition.status(execution.agent(), status.point());
    }

    @Override
    public CompletionStage<Reply> history(Command.History history) {
        return past.of(execution.agent(), history.point()).thenApply(Results::history);
    }

    @Override
    public CompletionStage<Reply> ripple(Command.Ripple ripple) {
        return sender.ripple(execution, ripple);
    }

    @Override
    public CompletionStage<Reply> rippleWatchers(Command.RippleWatchers ripple) {
        CompletionStage<?> allowed = execution.agent().equals(Agent.of(ripple.of()))
                ? CompletableFuture.completedFuture(ripple)
                : admission.require(execution.agent(), Permission.WRITE, ripple.of());
        return allowed.thenCompose(may -> sender.tellWatchers(execution, ripple));
    }

    /** The answer to a command is one; events are many. */
    @Override
    public CompletionStage<Reply> watch(Command.Watch watch) {
        throw Fault.of(
                        422,
                        "E0717",
                        "a watch goes on, and a command has one answer",
                        "hyperspace watch SELECTOR",
                        "GET /v1/events?watch=SELECTOR")
                .toException();
    }

    @Override
    public CompletionStage<Reply> chown(Command.Chown chown) {
        return ownership
                .give(execution.agent(), chown.selector(), chown.to())
                .thenApply(points -> Results.given(points, chown.to()));
    }

    @Override
    public CompletionStage<Reply> move(Command.Move move) {
        return relocation
                .move(
                        execution.agent(),
                        move.point(),
                        move.to(),
                        execution.cause().deadline())
                .thenApply(record -> Results.placed(record.point(), move.to()));
    }

    @Override
    public CompletionStage<Reply> drain(Command.Drain drain) {
        return relocation
                .drain(execution.agent(), drain.machine())
                .thenApply(stars -> Results.drained(drain.machine(), stars));
    }

    @Override
    public CompletionStage<Reply> trace(Command.Trace trace) {
        return composition.trace(execution.agent(), trace.trace());
    }

    @Override
    public CompletionStage<Reply> show(Command.Show show) {
        return composition.show(execution.agent(), show.subject());
    }

    private static CompletionStage<Reply> notYet(String what) {
        throw Faults.notYet("'" + what + "'").toException();
    }
}
