package io.hyperspace.registry;

import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The way to ask a directory something. */
@FunctionalInterface
interface Asking {

    /**
     * What the directory of a child would say of it if it were asked now.
     *
     * @param isWide whether the children of the parent are spread over buckets
     * @return null when it has to be asked
     */
    default @Nullable Entry child(Incarnation parent, boolean isWide, Point point) {
        return null;
    }

    /** Asks; the question must do no harm when it is asked twice. */
    CompletionStage<DirectoryAnswer> ask(
            DirectoryId id, Function<ActorRef<DirectoryAnswer>, DirectoryCommand> question);
}
