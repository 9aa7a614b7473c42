package io.hyperspace.drivers.global;

import com.typesafe.config.Config;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.bundle.BundlePublisher;
import io.hyperspace.drivers.user.UserChanges;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SecretText;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.language.LanguageException;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.trace.Tracer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    private final PropertyTargets rules;
    private final Sender sender;
    private final Selection selection;
    private final Grants grants;
    private final Ownership ownership;
    private final Relocation relocation;
    private final Past past;
    private final Composition composition;
    private final Seats seats;
    private final Duration time;

    private CommandExecutor(Services services, BundlePublisher publisher, Config config) {
        this.registry = services.registry();
        this.blobs = services.blobs();
        this.publisher = publisher;
        this.kinds = services.kinds();
        this.admission = new Admission(registry, services.waves());
        this.rules = new PropertyTargets(admission, blobs, new UserChanges(services.system()));
        this.sender = new Sender(
                services.waves(),
                services.watches(),
                blobs,
                config.getBytes("max-result"),
                Tracer.of(services.system()));
        this.selection = new Selection(registry, config.getInt("select-limit"), config.getInt("select-page"));
        this.grants = new Grants(registry, services.waves(), config.getInt("select-limit"));
        this.ownership = new Ownership(registry, services.waves(), admission, selection);
        this.relocation = new Relocation(registry, services.waves(), services.moves());
        this.past = new Past(registry, admission, config.getInt("history-limit"), config.getInt("history-page"));
        this.composition = new Composition(services.overview(), services.waves(), admission);
        this.seats = new Seats(config.getInt("in-flight"), config.getInt("in-flight-of-one"));
        this.time = config.getDuration("time");
    }

    static CommandExecutor create(Services services, BundlePublisher publisher) {
        return new CommandExecutor(services, publisher, services.config().getConfig("command"));
    }

    CompletionStage<Reply> execute(Directed wave) {
        Agent agent = wave.agent();
        Fault full = seats.take(agent);
        if (full != null) {
            return CompletableFuture.completedFuture(Reply.of(full));
        }
        return CompletableFuture.completedStage(hastened(wave))
                .thenCompose(this::run)
                .exceptionally(failure -> refused(wave, failure))
                .whenComplete((reply, failure) -> seats.free(agent));
    }

    /** However long its sender would wait, a command and what it sends take no seat for longer than their time. */
    private Directed hastened(Directed wave) {
        long latest = System.currentTimeMillis() + time.toMillis();
        return wave.deadline() <= latest ? wave : wave.withHead(wave.head().until(latest));
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
        Command command = parsed(execution.request().command());
        return command.accept(new CommandRun(
                execution,
                registry,
                blobs,
                publisher,
                admission,
                rules,
                sender,
                selection,
                grants,
                ownership,
                relocation,
                past,
                composition));
    }

    /** A command that cannot be read may hold a password that then nobody recognises as one. */
    private Command parsed(String text) {
        try {
            return Language.command(text, Environment.ROOT, KnownKinds.only(kinds.get()));
        } catch (LanguageException e) {
            throw new HyperspaceException(SecretText.shown(e.fault(), text));
        }
    }

    /**
     * An upload is named by its digest; who could name any digest could read content that is not theirs. The control gate
     * names what it has just been given.
     */
    private static void refuseForeignUploads(Execution execution) {
        boolean trusted = execution.agent().equals(Agent.HYPERUSER)
                || execution.cause().from().equals(GlobalDriver.CONTROL);
        if (!execution.request().uploads().isEmpty() && !trusted) {
            throw Faults.forbidden("upload", GlobalDriver.EXECUTOR.toString()).toException();
        }
    }
}
