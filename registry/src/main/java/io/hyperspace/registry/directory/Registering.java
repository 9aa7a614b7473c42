package io.hyperspace.registry.directory;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KindRules;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides about registrations: all candidates are taken together, or none is. */
final class Registering {

    private final int limit;
    private final Supplier<Incarnation> incarnations;

    /**
     * @param limit how many children a directory holds at most
     * @param incarnations names new registrations
     */
    Registering(int limit, Supplier<Incarnation> incarnations) {
        this.limit = limit;
        this.incarnations = incarnations;
    }

    /** ROOT, in the directory that is for it alone. */
    Decision found(DirectoryState state, DirectoryCommand.Candidate candidate) {
        Entry there = state.child(Point.ROOT);
        if (there != null) {
            return thereAlready(there, candidate);
        }
        Entry root = entry(candidate);
        return new Decision.Store(
                new DirectoryEvent.Founded(root),
                after -> new DirectoryAnswer.Registered(List.of(new DirectoryAnswer.Outcome(root, true))));
    }

    private static Decision thereAlready(Entry there, DirectoryCommand.Candidate candidate) {
        Fault refusal = refusal(there, candidate);
        return refusal != null
                ? Decision.refused(refusal)
                : new Decision.Answer(
                        new DirectoryAnswer.Registered(List.of(new DirectoryAnswer.Outcome(there, false))));
    }

    /** Children of an open directory. */
    Decision register(DirectoryState.Open open, List<DirectoryCommand.Candidate> candidates) {
        Map<Point, Entry> created = new LinkedHashMap<>();
        List<DirectoryAnswer.Outcome> outcomes = new ArrayList<>(candidates.size());
        for (DirectoryCommand.Candidate candidate : candidates) {
            Entry there = created.getOrDefault(candidate.point(), open.child(candidate.point()));
            Fault refusal = there == null ? refusal(open.kind(), candidate) : refusal(there, candidate);
            if (refusal != null) {
                return Decision.refused(refusal);
            }
            Entry entry = there == null ? entry(candidate) : there;
            if (there == null) {
                created.put(entry.point(), entry);
            }
            outcomes.add(new DirectoryAnswer.Outcome(entry, there == null));
        }
        return decide(open, List.copyOf(created.values()), new DirectoryAnswer.Registered(outcomes));
    }

    private Decision decide(DirectoryState.Open open, List<Entry> created, DirectoryAnswer answer) {
        if (created.isEmpty()) {
            return new Decision.Answer(answer);
        }
        if (!open.wide() && open.children().size() + created.size() > limit) {
            return Decision.refused(Faults.directoryFull(open.point().toString(), limit));
        }
        return new Decision.Store(new DirectoryEvent.Registered(created), after -> answer);
    }

    private static @Nullable Fault refusal(Kind parent, DirectoryCommand.Candidate candidate) {
        if (!KindRules.mayHold(parent, candidate.kind())) {
            return Faults.mayNotHold(parent.toString(), candidate.kind().toString());
        }
        return candidate.refusal() != null ? candidate.refusal() : Sizes.refusal(candidate.properties());
    }

    private static @Nullable Fault refusal(Entry there, DirectoryCommand.Candidate candidate) {
        if (candidate.strategy() == Command.Strategy.COMMIT) {
            return Faults.taken(there.point().toString());
        }
        return there.kind().equals(candidate.kind())
                ? null
                : Faults.takenByAnotherKind(
                        there.point().toString(), there.kind().toString());
    }

    private Entry entry(DirectoryCommand.Candidate candidate) {
        Map<String, Entry.Value> properties = Entry.apply(Map.of(), candidate.properties());
        Incarnation incarnation = incarnations.get();
        return new Entry(
                candidate.point(),
                incarnation,
                candidate.kind(),
                candidate.owner(),
                DirectoryId.isWide(candidate.kind(), properties),
                properties,
                Status.READY,
                null,
                0,
                1,
                List.of());
    }
}
