package io.hyperspace.registry;

import io.hyperspace.registry.directory.Directories;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryFaults;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Asks directories: at most so many questions at once, each with a time-out, refusals as exceptions. */
final class DirectoryCalls implements Asking {

    private final Directories directories;
    private final RegistrySettings settings;
    private final Semaphore inFlight;

    DirectoryCalls(Directories directories, RegistrySettings settings) {
        this.directories = directories;
        this.settings = settings;
        this.inFlight = new Semaphore(settings.maxInFlight());
    }

    @Override
    public @Nullable Entry child(Incarnation parent, boolean isWide, Point point) {
        return directories.child(parent, isWide, point);
    }

    /**
     * Asks a directory. One that does not answer in time is asked again, for a question may be lost while a directory moves;
     * so a question must do no harm when it is asked twice.
     */
    @Override
    public CompletionStage<DirectoryAnswer> ask(
            DirectoryId id, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question) {
        if (!inFlight.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    RegistryFaults.overloaded(settings.maxInFlight()).toException());
        }
        return ask(id, question, settings.askAttempts()).whenComplete((answer, failure) -> inFlight.release());
    }

    private CompletionStage<DirectoryAnswer> ask(
            DirectoryId id, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question, int attempts) {
        return directories
                .ref(id)
                .<DirectoryAnswer>ask(question::apply, settings.askTimeout())
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    return isTimeout(failure) && attempts > 1
                            ? ask(id, question, attempts - 1)
                            : CompletableFuture.<DirectoryAnswer>failedFuture(failed(failure));
                })
                .thenCompose(stage -> stage);
    }

    /** The record in an answer; 404 when there is none. */
    static Entry entry(Point point, DirectoryAnswer answer) {
        if (answer instanceof DirectoryAnswer.Found found) {
            return found.entry();
        }
        throw unlike(point, answer);
    }

    /** What an answer that is not the expected one stands for. */
    static RuntimeException unlike(Point point, DirectoryAnswer answer) {
        if (answer instanceof DirectoryAnswer.Refused refused) {
            return refused.fault().toException();
        }
        if (answer instanceof DirectoryAnswer.Missing || answer instanceof DirectoryAnswer.Gone) {
            return Faults.noSuchPoint(point.toString()).toException();
        }
        return new IllegalStateException("a directory gave an answer to another question: " + answer);
    }

    private static boolean isTimeout(Throwable failure) {
        return cause(failure) instanceof TimeoutException;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static RuntimeException failed(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof TimeoutException
                ? new HyperspaceException(RegistryFaults.notAnswered(), cause)
                : new CompletionException(cause);
    }

    static Fault beingDeleted(Point point) {
        return DirectoryFaults.beingDeleted(point.toString());
    }
}
