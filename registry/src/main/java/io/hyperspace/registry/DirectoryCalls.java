package io.hyperspace.registry;

import io.hyperspace.registry.directory.Directories;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** Asks directories: at most so many questions at once, each with a time-out, refusals as exceptions. */
final class DirectoryCalls {

    private final Directories directories;
    private final RegistrySettings settings;
    private final Semaphore inFlight;

    DirectoryCalls(Directories directories, RegistrySettings settings) {
        this.directories = directories;
        this.settings = settings;
        this.inFlight = new Semaphore(settings.maxInFlight());
    }

    CompletionStage<DirectoryAnswer> ask(
            DirectoryId id, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question) {
        if (!inFlight.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    RegistryFaults.overloaded(settings.maxInFlight()).toException());
        }
        return directories
                .ref(id)
                .<DirectoryAnswer>ask(question::apply, settings.askTimeout())
                .handle((answer, failure) -> {
                    inFlight.release();
                    if (failure != null) {
                        throw failed(failure);
                    }
                    return answer;
                });
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
        if (answer instanceof DirectoryAnswer.Missing) {
            return Faults.noSuchPoint(point.toString()).toException();
        }
        return new IllegalStateException("a directory gave an answer to another question: " + answer);
    }

    private static RuntimeException failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return new HyperspaceException(RegistryFaults.notAnswered(), cause);
        }
        return new CompletionException(cause);
    }
}
