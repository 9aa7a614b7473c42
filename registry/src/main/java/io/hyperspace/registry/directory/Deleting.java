package io.hyperspace.registry.directory;

import io.hyperspace.space.particle.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides about deletions. A subtree goes in this order, and each step may be repeated: the record at its top is doomed, so
 * that no directory below can open any more; the directory of its children is closed, so that none comes; those
 * directories below are closed and emptied first; then the children are removed, many with one event; last the top.
 */
final class Deleting {

    /** How many bytes of children one answer tells, so that it fits a frame between Machines. */
    private static final long MAX_ANSWER = 128 << 10;

    /** How many children one step is about. */
    private final int batch;

    Deleting(int batch) {
        this.batch = batch;
    }

    static Decision doom(DirectoryState state, DirectoryCommand.Doom doom) {
        Entry entry = state.child(doom.point());
        if (entry == null) {
            return Changing.absent(state);
        }
        return state instanceof DirectoryState.Closing ? Decision.found(entry) : doom(entry);
    }

    /** Dooms a child; the answer is its record. */
    static Decision doom(Entry entry) {
        return entry.status() == Status.DELETED
                ? Decision.again(doomed(entry, entry.revision()), entry)
                : Decision.store(doomed(entry, entry.revision() + 1));
    }

    private static DirectoryEvent.StatusChanged doomed(Entry entry, long revision) {
        return new DirectoryEvent.StatusChanged(entry.point(), entry.incarnation(), Status.DELETED, revision);
    }

    /** Closes a directory that is open; the answer is what is left in it. */
    Decision close(DirectoryState state) {
        if (state instanceof DirectoryState.Open) {
            return new Decision.Store(new DirectoryEvent.Closed(), this::left);
        }
        return state instanceof DirectoryState.Closing
                ? new Decision.Again(new DirectoryEvent.Closed(), left(state))
                : new Decision.Answer(left(state));
    }

    private DirectoryAnswer left(DirectoryState state) {
        List<Entry> left = state instanceof DirectoryState.Closing closing
                ? closing.children().first(batch)
                : List.of();
        List<DirectoryAnswer.Doomed> told = new ArrayList<>();
        long size = 0;
        for (Entry entry : left) {
            size += Sizes.ofName(entry);
            if (size > MAX_ANSWER && !told.isEmpty()) {
                break;
            }
            told.add(DirectoryAnswer.Doomed.of(entry));
        }
        return new DirectoryAnswer.Left(told);
    }

    /** Removes doomed children; those that are gone already stay so. The answer is what is left of a closing directory. */
    Decision remove(DirectoryState state, DirectoryCommand.Remove remove) {
        List<DirectoryEvent.Ended> ended = new ArrayList<>();
        for (DirectoryAnswer.Doomed doomed : remove.children()) {
            Entry entry = state.child(doomed.point());
            if (entry == null) {
                continue;
            }
            if (!entry.incarnation().equals(doomed.incarnation()) || entry.status() != Status.DELETED) {
                return Changing.changedMeanwhile(entry);
            }
            ended.add(DirectoryEvent.Ended.of(entry));
        }
        return ended.isEmpty()
                ? new Decision.Again(removedBefore(remove), left(state))
                : new Decision.Store(new DirectoryEvent.Removed(ended), this::left);
    }

    private static DirectoryEvent removedBefore(DirectoryCommand.Remove remove) {
        return new DirectoryEvent.Removed(remove.children().stream()
                .map(doomed -> new DirectoryEvent.Ended(doomed.point(), doomed.incarnation(), Long.MAX_VALUE))
                .toList());
    }

    /** Whether a directory will never hold anything again. */
    static boolean isOver(DirectoryState state) {
        return state instanceof DirectoryState.Unopened
                || (state instanceof DirectoryState.Closing closing
                        && closing.children().size() == 0);
    }
}
