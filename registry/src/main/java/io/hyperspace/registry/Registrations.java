package io.hyperspace.registry;

import io.hyperspace.provision.Registry.Registered;
import io.hyperspace.provision.Registry.Registration;
import io.hyperspace.registry.directory.DirectoryAnswer;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.directory.Entry;
import io.hyperspace.registry.directory.Sizes;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.kind.PropertyRules;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Brings new particles into the Registry: finds the directories that are to hold them and asks these. */
final class Registrations {

    private final Resolver resolver;
    private final DirectoryCalls calls;
    private final PropertyBook rules;

    Registrations(Resolver resolver, DirectoryCalls calls, PropertyBook rules) {
        this.resolver = resolver;
        this.calls = calls;
        this.rules = rules;
    }

    /**
     * Registers particles; all must have the same parent, else 422. The children of a wide parent are in several directories:
     * then this holds for those of each bucket, and the buckets are stored one after the other until one is refused.
     */
    CompletionStage<List<Registered>> registerAll(List<Registration> registrations) {
        if (registrations.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Point parent = registrations.get(0).point().parent();
        for (Registration registration : registrations) {
            if (!Objects.equals(registration.point().parent(), parent)) {
                return Resolver.refuse(RegistryFaults.severalParents());
            }
            if (!Routes.isRegistrable(registration.point())) {
                return Resolver.refuse(
                        RegistryFaults.foreignRoute(registration.point().toString()));
            }
        }
        if (parent == null) {
            return registerIn(DirectoryId.ROOT, null, registrations);
        }
        return resolver.row(parent).thenCompose(row -> registerBelow(row, registrations));
    }

    private CompletionStage<List<Registered>> registerBelow(IndexRow parent, List<Registration> registrations) {
        Map<DirectoryId, List<Registration>> byDirectory = new LinkedHashMap<>();
        for (Registration registration : registrations) {
            DirectoryId id = DirectoryId.holding(registration.point(), parent.incarnation(), parent.wide());
            byDirectory.computeIfAbsent(id, any -> new ArrayList<>()).add(registration);
        }
        CompletionStage<Map<Point, Registered>> all = CompletableFuture.completedFuture(new LinkedHashMap<>());
        for (Map.Entry<DirectoryId, List<Registration>> some : byDirectory.entrySet()) {
            all = all.thenCompose(before -> registerIn(some.getKey(), Resolver.parent(parent), some.getValue())
                    .thenApply(registered -> {
                        registered.forEach(
                                one -> before.putIfAbsent(one.record().point(), one));
                        return before;
                    }));
        }
        return all.thenApply(registered -> registrations.stream()
                .map(registration -> Objects.requireNonNull(registered.get(registration.point())))
                .toList());
    }

    private CompletionStage<List<Registered>> registerIn(
            DirectoryId id, DirectoryCommand.@Nullable Parent parent, List<Registration> registrations) {
        List<DirectoryCommand.Candidate> candidates =
                registrations.stream().map(this::candidate).toList();
        return calls.ask(id, replyTo -> new DirectoryCommand.Register(parent, candidates, replyTo))
                .thenApply(answer -> {
                    if (answer instanceof DirectoryAnswer.Registered registered) {
                        return registered.outcomes().stream()
                                .map(one -> new Registered(one.entry().record(), one.created()))
                                .toList();
                    }
                    throw DirectoryCalls.unlike(parent == null ? Point.ROOT : parent.point(), answer);
                });
    }

    /** The rules may refuse it; whether that counts says the directory, which knows what is there. */
    private DirectoryCommand.Candidate candidate(Registration registration) {
        PropertyRules own = rules.of(registration.kind());
        List<PropertyChange> properties = own.completed(registration.properties());
        List<Entry.Change> stored = PropertyBook.changes(own, properties);
        Fault broken = own.refusalOfNew(properties);
        Fault refusal = broken == null ? Sizes.refusal(stored) : broken;
        return new DirectoryCommand.Candidate(
                registration.point(),
                registration.kind(),
                registration.owner(),
                refusal == null ? stored : List.of(),
                registration.strategy(),
                refusal);
    }
}
