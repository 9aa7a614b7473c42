package io.hyperspace.registry;

import io.hyperspace.provision.FirstPoints;
import io.hyperspace.provision.Registry.Registered;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.registry.directory.Sizes;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.PropertyRules;
import io.hyperspace.space.point.Point;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings new particles into the Registry: finds the directories that are to hold them and asks these. Each registration is
 * named here, so a directory that is asked twice knows what it has stored.
 */
final class Registrations {

    private final Resolver resolver;
    private final Asking calls;
    private final Deletions deletions;
    private final PropertyBook rules;
    private final int parallelism;

    Registrations(Resolver resolver, Asking calls, Deletions deletions, PropertyBook rules, int parallelism) {
        this.resolver = resolver;
        this.calls = calls;
        this.deletions = deletions;
        this.rules = rules;
        this.parallelism = parallelism;
    }

    /**
     * Registers particles; all must have the same parent, else 422. The children of a wide parent are in several directories:
     * then this holds for those of each bucket. After a refusal no further bucket is asked.
     */
    CompletionStage<List<Registered>> registerAll(List<Registration> registrations) {
        if (registrations.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Point parent = registrations.get(0).point().parent();
        Fault refusal = refusal(parent, registrations);
        if (refusal != null) {
            return Resolver.refuse(refusal);
        }
        List<DirectoryCommand.Candidate> candidates = registrations.stream()
                .map(registration -> candidate(registration, Incarnation.next()))
                .toList();
        Map<Point, DirectoryAnswer.Outcome> outcomes = new ConcurrentHashMap<>();
        return groups(parent, candidates)
                .thenCompose(groups -> Bounded.each(
                        groups, parallelism, group -> register(parent, group).thenAccept(registered -> {
                            for (int i = 0; i < group.size(); i++) {
                                outcomes.putIfAbsent(
                                        group.get(i).point(),
                                        registered.outcomes().get(i));
                            }
                        })))
                .thenApply(all -> candidates.stream()
                        .map(candidate ->
                                registered(candidate, Objects.requireNonNull(outcomes.get(candidate.point()))))
                        .toList());
    }

    /** What goes to the same directory. */
    private CompletionStage<Collection<List<DirectoryCommand.Candidate>>> groups(
            @Nullable Point parent, List<DirectoryCommand.Candidate> candidates) {
        if (parent == null) {
            return CompletableFuture.completedFuture(List.of(candidates));
        }
        return resolver.way(parent).thenApply(way -> candidates.stream()
                .collect(Collectors.groupingBy(
                        candidate -> way.holding(candidate.point()), LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private CompletionStage<DirectoryAnswer.Registered> register(
            @Nullable Point parent, List<DirectoryCommand.Candidate> candidates) {
        CompletionStage<DirectoryAnswer> answer = parent == null
                ? calls.ask(DirectoryId.ROOT, replyTo -> new DirectoryCommand.Register(null, candidates, replyTo))
                : resolver.below(parent, parent, way -> register(way, candidates));
        return answer.thenApply(registered -> {
            if (registered instanceof DirectoryAnswer.Registered good) {
                return good;
            }
            throw DirectoryCalls.unlike(parent == null ? Point.ROOT : parent, registered);
        });
    }

    private CompletionStage<DirectoryAnswer> register(Resolver.Way way, List<DirectoryCommand.Candidate> candidates) {
        DirectoryId directory = way.holding(candidates.get(0).point());
        for (DirectoryCommand.Candidate candidate : candidates) {
            if (!way.holding(candidate.point()).equals(directory)) {
                return Resolver.refuse(Faults.changedMeanwhile(way.point().toString()));
            }
        }
        Fault tooHeavy = Sizes.refusal(way.point(), way.wide(), candidates);
        if (tooHeavy != null) {
            return Resolver.refuse(tooHeavy);
        }
        return calls.ask(directory, replyTo -> new DirectoryCommand.Register(way.asParent(), candidates, replyTo));
    }

    /** Registers one particle by any strategy. */
    CompletionStage<Registered> register(Registration registration) {
        return registration.strategy() == Command.Strategy.OVERRIDE
                ? override(registration)
                : registerAll(List.of(registration)).thenApply(registered -> registered.get(0));
    }

    /** What is there is doomed by the first question; when nothing is below it any more, it is replaced. */
    private CompletionStage<Registered> override(Registration registration) {
        Point point = registration.point();
        Point parent = point.parent();
        if (parent == null || FirstPoints.ALL.contains(point)) {
            return Resolver.refuse(Faults.firstPoint(point.toString()));
        }
        if (!Routes.isRegistrable(point)) {
            return Resolver.refuse(RegistryFaults.foreignRoute(point.toString()));
        }
        DirectoryCommand.Candidate candidate = candidate(registration, Incarnation.next());
        return resolver.below(parent, parent, way -> register(way, List.of(candidate)))
                .thenCompose(answer -> answer instanceof DirectoryAnswer.Found there
                        ? replace(DirectoryAnswer.Doomed.of(there.entry()), registration)
                        : CompletableFuture.completedFuture(new Answered(candidate, answer)))
                .thenApply(answered -> {
                    if (answered.answer() instanceof DirectoryAnswer.Registered registered) {
                        return registered(
                                answered.candidate(), registered.outcomes().get(0));
                    }
                    throw DirectoryCalls.unlike(point, answered.answer());
                });
    }

    private record Answered(DirectoryCommand.Candidate candidate, DirectoryAnswer answer) {}

    private CompletionStage<Answered> replace(DirectoryAnswer.Doomed old, Registration registration) {
        DirectoryCommand.Candidate candidate = candidate(registration, Incarnation.nextAfter(old.incarnation()));
        return deletions
                .clear(old)
                .thenCompose(cleared -> resolver.askHolder(
                        old.point(), replyTo -> new DirectoryCommand.Replace(old.incarnation(), candidate, replyTo)))
                .thenApply(answer -> new Answered(candidate, answer));
    }

    private static Registered registered(DirectoryCommand.Candidate candidate, DirectoryAnswer.Outcome outcome) {
        Entry there = outcome.there();
        return there == null
                ? new Registered(Entry.of(candidate).record(), true)
                : new Registered(there.record(), false);
    }

    /** The rules may refuse it; whether that counts says the directory, which knows what is there. */
    private DirectoryCommand.Candidate candidate(Registration registration, Incarnation incarnation) {
        PropertyRules own = rules.of(registration.kind());
        List<PropertyChange> properties = own.completed(registration.properties());
        List<Entry.Change> stored = PropertyBook.changes(own, properties);
        Fault broken = own.refusalOfNew(properties);
        Fault refusal = broken == null ? Sizes.refusal(stored) : broken;
        return new DirectoryCommand.Candidate(
                registration.point(),
                incarnation,
                registration.kind(),
                registration.owner(),
                refusal == null ? stored : List.of(),
                registration.strategy(),
                refusal);
    }

    private static @Nullable Fault refusal(@Nullable Point parent, List<Registration> registrations) {
        for (Registration registration : registrations) {
            if (!Objects.equals(registration.point().parent(), parent)) {
                return RegistryFaults.severalParents();
            }
            if (!Routes.isRegistrable(registration.point())) {
                return RegistryFaults.foreignRoute(registration.point().toString());
            }
            if (registration.strategy() == Command.Strategy.OVERRIDE) {
                return RegistryFaults.overridesTogether();
            }
        }
        return null;
    }
}
