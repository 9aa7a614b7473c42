package io.hyperspace.drivers.global;

import com.typesafe.config.Config;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.artifact.ArtifactKinds;
import io.hyperspace.drivers.bundle.BundleFaults;
import io.hyperspace.drivers.bundle.BundlePublisher;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.wave.Directed;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs command lines on behalf of the agent of the wave that brings them, after checking what that agent may do. Every
 * answer is a status with one JSON value, or a fault; a stage never fails.
 */
final class CommandExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(CommandExecutor.class);

    private final Registry registry;
    private final Blobs blobs;
    private final BundlePublisher publisher;
    private final Supplier<Set<Kind>> kinds;
    private final Admission admission;
    private final PropertyRules rules;
    private final Sender sender;
    private final Selection selection;
    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();

    private CommandExecutor(Services services, BundlePublisher publisher, Config config) {
        this.registry = services.registry();
        this.blobs = services.blobs();
        this.publisher = publisher;
        this.kinds = services.kinds();
        this.admission = new Admission(registry, services.waves());
        this.rules = new PropertyRules(admission, blobs);
        this.sender = new Sender(services.waves(), blobs, config.getBytes("max-result"));
        this.selection = new Selection(registry, config.getInt("select-limit"), config.getInt("select-page"));
        this.limit = config.getInt("in-flight");
    }

    static CommandExecutor create(Services services, BundlePublisher publisher) {
        return new CommandExecutor(services, publisher, services.config().getConfig("command"));
    }

    CompletionStage<Reply> execute(Directed wave) {
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            return CompletableFuture.completedFuture(Reply.of(Faults.tooMany("the executor", limit)));
        }
        return CompletableFuture.completedStage(wave)
                .thenCompose(this::run)
                .exceptionally(failure -> refused(wave, failure))
                .whenComplete((reply, failure) -> inFlight.decrementAndGet());
    }

    private static Reply refused(Directed wave, Throwable failure) {
        Fault fault = HyperspaceException.faultOf(failure);
        if (fault.status() == 500) {
            LOG.error("A command failed, wave {}", wave.id(), failure);
        }
        return Reply.of(fault);
    }

    private CompletionStage<Reply> run(Directed wave) {
        Execution execution = new Execution(wave, ExecuteRequest.of(wave.body()));
        refuseForeignUploads(execution);
        Command command =
                Language.command(execution.request().command(), Environment.ROOT, KnownKinds.only(kinds.get()));
        if (command instanceof Command.Create create) {
            return create(execution, create);
        } else if (command instanceof Command.Publish publish) {
            return publish(execution, publish);
        } else if (command instanceof Command.Select select) {
            return selection.all(select.selector(), execution.agent()).thenApply(Results::stubs);
        } else if (command instanceof Command.Set set) {
            return set(execution, set);
        } else if (command instanceof Command.Get get) {
            return get(execution, get);
        } else if (command instanceof Command.Send send) {
            return sender.send(execution, send);
        } else if (command instanceof Command.GrantRule rule) {
            return grant(execution, rule);
        }
        throw Faults.notYet("this command").toException();
    }

    /** An upload is named by its digest; who could name any digest could read content that is not theirs. */
    private static void refuseForeignUploads(Execution execution) {
        if (!execution.request().uploads().isEmpty() && !execution.agent().equals(Agent.HYPERUSER)) {
            throw Faults.forbidden("upload", GlobalDriver.EXECUTOR.toString()).toException();
        }
    }

    private CompletionStage<Reply> create(Execution execution, Command.Create create) {
        refuseMadeOtherwise(create.kind());
        Command.PointTemplate template = create.template();
        boolean ensure = create.strategy() == Command.Strategy.ENSURE;
        return admission
                .require(execution.agent(), Permission.CREATE, parent(template))
                .thenCompose(parent -> rules.check(execution.agent(), create.kind(), create.properties()))
                .thenCompose(checked ->
                        template.numbered() ? registry.next(template.parent()) : CompletableFuture.completedFuture(0L))
                .thenCompose(number -> registry.register(new Registration(
                        template.point(number), create.kind(), execution.owner(), create.properties(), ensure)))
                .thenApply(registered -> Results.stub(
                        registered.created() ? 201 : 200, registered.record().stub()));
    }

    /** The particle whose directory will hold the new one: behind {@code :/} not the segment before it. */
    private static Point parent(Command.PointTemplate template) {
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

    private CompletionStage<Reply> publish(Execution execution, Command.Publish publish) {
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

    private CompletionStage<Reply> set(Execution execution, Command.Set set) {
        return admission
                .require(execution.agent(), Permission.WRITE, set.point())
                .thenCompose(record -> rules.check(execution.agent(), record.kind(), set.changes()))
                .thenCompose(checked -> registry.setProperties(set.point(), set.changes()))
                .thenApply(record -> Results.stub(200, record.stub()));
    }

    private CompletionStage<Reply> get(Execution execution, Command.Get get) {
        CompletionStage<ParticleRecord> record = admission.require(execution.agent(), Permission.READ, get.point());
        return get.state()
                ? record.thenCompose(there -> sender.state(execution, get.point()))
                : record.thenApply(there -> Results.properties(there, get.keys()));
    }

    private CompletionStage<Reply> grant(Execution execution, Command.GrantRule rule) {
        Grant grant = new Grant(Ulid.next(), rule.rule(), rule.on(), rule.to(), execution.agent());
        return admission
                .requireAll(execution.agent(), rule.on())
                .thenCompose(access -> registry.grant(grant))
                .thenApply(Results::grant);
    }
}
