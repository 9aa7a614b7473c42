package io.hyperspace.space.bind;

import java.util.List;

/** What a bind consists of: routes, and scopes that hold routes and further scopes. */
public sealed interface Entry {

    Head head();

    /** {@code Route… -> { … }}: what its head asks is asked of all that is inside. */
    record Scope(Head head, List<Entry> entries) implements Entry {
        public Scope {
            entries = List.copyOf(entries);
        }

        /** A scope that takes whatever comes. */
        public static Scope of(Entry... entries) {
            return new Scope(Head.ANY, List.of(entries));
        }
    }

    /** {@code Ext<Hello> -> (()) => &;}. */
    record Route(Head head, Pipeline pipeline) implements Entry {}
}
