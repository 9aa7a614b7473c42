package io.hyperspace.registry.directory;

import java.util.function.Function;

/** What a directory does about a request. */
sealed interface Decision {

    /** Nothing changes. */
    record Answer(DirectoryAnswer answer) implements Decision {}

    /**
     * Nothing changes, because what was asked for has happened already: who asks again may not have been told, nor those
     * who must know.
     *
     * @param event what happened then
     */
    record Again(DirectoryEvent event, DirectoryAnswer answer) implements Decision {}

    /**
     * An event is stored, then the answer is made from the state after it.
     *
     * @param event what happened
     * @param answer what to say then
     */
    record Store(DirectoryEvent event, Function<DirectoryState, DirectoryAnswer> answer) implements Decision {}

    static Decision found(Entry entry) {
        return new Answer(new DirectoryAnswer.Found(entry.bare()));
    }

    /** What happened to a child has happened before. */
    static Decision again(DirectoryEvent event, Entry entry) {
        return new Again(event, new DirectoryAnswer.Found(entry.bare()));
    }

    static Decision missing() {
        return new Answer(new DirectoryAnswer.Missing());
    }

    static Decision refused(io.hyperspace.space.error.Fault fault) {
        return new Answer(new DirectoryAnswer.Refused(fault));
    }

    /** Stores what happened to one child and answers with the child. */
    static Decision store(DirectoryEvent.ChildEvent event) {
        return new Store(event, state -> {
            Entry entry = state.child(event.point());
            return entry == null ? new DirectoryAnswer.Missing() : new DirectoryAnswer.Found(entry.bare());
        });
    }
}
