package io.hyperspace.cli;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Decides how long what this process serves runs. */
interface Lifetime {

    /** What is served until the process is told to end, or until it ends by itself. */
    interface Served extends AutoCloseable {

        /** Completes when it has ended. */
        CompletionStage<Void> ended();

        @Override
        void close();

        /**
         * Closes it.
         *
         * @return whether it ended in order
         */
        default boolean stop() {
            close();
            return true;
        }
    }

    /**
     * Starts something, waits until it is to stop, and closes it.
     *
     * @param start starts it, and clears away what it has begun when it fails, or when what it is given completes first
     * @return what the process is to end with
     */
    int serve(Function<CompletionStage<Void>, ? extends Served> start);
}
