package io.hyperspace.registry;

import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** The way to ask a directory something. */
@FunctionalInterface
interface Asking {

    /** Asks; the question must do no harm when it is asked twice. */
    CompletionStage<DirectoryAnswer> ask(
            DirectoryId id, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question);
}
