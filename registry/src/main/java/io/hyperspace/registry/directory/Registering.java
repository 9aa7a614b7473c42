package io.hyperspace.registry.directory;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KindRules;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides about registrations: all candidates are taken together, or none is. A candidate that was registered by the same
 * request before, which the incarnation tells, counts as registered by it.
 */
final class Registering {

    private final int limit;

    /** @param limit how many children a directory holds at most */
    Registering(int limit) {
        this.limit = limit;
    }

    /** ROOT, in the directory that is for it alone. */
    Decision found(DirectoryState state, DirectoryCommand.Candidate candidate) {
        Entry there = state.child(Point.ROOT);
        if (there == null) {
            return new Decision.Store(new DirectoryEvent.Founded(Entry.of(candidate)), after -> created());
        }
        if (there.incarnation().equals(candidate.incarnation())) {
            return new Decision.Answer(created());
        }
        Fault refusal = refusal(there, candidate);
        return refusal != null
                ? Decision.refused(refusal)
                : new Decision.Answer(
                        new DirectoryAnswer.Registered(List.of(new DirectoryAnswer.Outcome(there.bare()))));
    }

    private static DirectoryAnswer created() {
        return new DirectoryAnswer.Registered(List.of(DirectoryAnswer.Outcome.CREATED));
    }

    /** Children of an open directory. */
    Decision register(DirectoryState.Open open, List<DirectoryCommand.Candidate> candidates) {
        Map<Point, Entry> created = new LinkedHashMap<>();
        List<DirectoryAnswer.Outcome> outcomes = new ArrayList<>(candidates.size());
        for (DirectoryCommand.Candidate candidate : candidates) {
            Entry there = created.getOrDefault(candidate.point(), open.child(candidate.point()));
            boolean isMine = there != null && there.incarnation().equals(candidate.incarnation());
            Fault refusal = isMine ? null : there == null ? refusal(open.kind(), candidate) : refusal(there, candidate);
            if (refusal != null) {
                return Decision.refused(refusal);
            }
            if (there != null && !isMine && candidate.strategy() == Command.Strategy.OVERRIDE) {
                return override(open, there, candidate);
            }
            if (there == null) {
                created.put(candidate.point(), Entry.of(candidate));
            }
            outcomes.add(
                    there == null || isMine
                            ? DirectoryAnswer.Outcome.CREATED
                            : new DirectoryAnswer.Outcome(there.bare()));
        }
        return decide(open, List.copyOf(created.values()), new DirectoryAnswer.Registered(outcomes));
    }

    /** What is in the way is doomed, once it is certain that the candidate may take its place. */
    private static Decision override(DirectoryState.Open open, Entry there, DirectoryCommand.Candidate candidate) {
        Fault refusal = refusal(open.kind(), candidate);
        return refusal == null ? Deleting.doom(there) : Decision.refused(refusal);
    }

    private Decision decide(DirectoryState.Open open, List<Entry> created, DirectoryAnswer answer) {
        if (created.isEmpty()) {
            return new Decision.Answer(answer);
        }
        if (!open.wide() && open.children().size() + created.size() > limit) {
            return Decision.refused(Faults.directoryFull(open.point().toString(), limit));
        }
        Fault refusal = Sizes.refusal(
                open.point(), open.wide(), open.children(), open.children().withAll(created));
        return refusal == null
                ? new Decision.Store(new DirectoryEvent.Registered(created), after -> answer)
                : Decision.refused(refusal);
    }

    /** Puts a candidate in the place of a child that has nothing below it any more. */
    Decision replace(DirectoryState.Open open, DirectoryCommand.Replace replace) {
        DirectoryCommand.Candidate candidate = replace.candidate();
        Entry there = open.child(candidate.point());
        if (there == null) {
            return register(open, List.of(candidate));
        }
        if (there.incarnation().equals(candidate.incarnation())) {
            DirectoryEvent.Ended ended = new DirectoryEvent.Ended(there.point(), replace.old(), Long.MAX_VALUE);
            return new Decision.Again(new DirectoryEvent.Replaced(ended, there), created());
        }
        if (!there.incarnation().equals(replace.old()) || there.status() != Status.DELETED) {
            return Changing.changedMeanwhile(there);
        }
        Entry by = Entry.of(candidate);
        Fault broken = refusal(open.kind(), candidate);
        Fault refusal = broken != null
                ? broken
                : Sizes.refusal(
                        open.point(),
                        open.wide(),
                        open.children(),
                        open.children().with(by));
        return refusal == null
                ? new Decision.Store(
                        new DirectoryEvent.Replaced(DirectoryEvent.Ended.of(there), by), after -> created())
                : Decision.refused(refusal);
    }

    private static @Nullable Fault refusal(Kind parent, DirectoryCommand.Candidate candidate) {
        if (!KindRules.mayHold(parent, candidate.kind())) {
            return Faults.mayNotHold(parent.toString(), candidate.kind().toString());
        }
        return candidate.refusal() != null ? candidate.refusal() : Sizes.refusal(candidate.properties());
    }

    private static @Nullable Fault refusal(Entry there, DirectoryCommand.Candidate candidate) {
        String point = there.point().toString();
        if (candidate.strategy() == Command.Strategy.OVERRIDE) {
            return null;
        }
        if (there.status() == Status.DELETED) {
            return DirectoryFaults.beingDeleted(point);
        }
        if (candidate.strategy() == Command.Strategy.COMMIT) {
            return Faults.taken(point);
        }
        return there.kind().equals(candidate.kind())
                ? null
                : Faults.takenByAnotherKind(point, there.kind().toString());
    }
}
