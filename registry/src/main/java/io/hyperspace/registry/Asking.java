package io.hyperspace.registry;

import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.space.point.Point;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The way to ask a directory something. */
@FunctionalInterface
interface Asking {

    /**
     * What the directory would say of a child if it were asked now.
     *
     * @return null when it has to be asked
     */
    default @Nullable Entry child(DirectoryId id, Point point) {
        return null;
    }

    /** Asks; the question must do no harm when it is asked twice. */
    CompletionStage<DirectoryAnswer> ask(
            DirectoryId id, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question);
}
