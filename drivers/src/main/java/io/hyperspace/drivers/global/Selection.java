package io.hyperspace.drivers.global;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Collects the pages of a select, up to a limit: a list is whole or refused, never cut in silence. */
final class Selection {

    private final Registry registry;
    private final int limit;
    private final int page;

    Selection(Registry registry, int limit, int page) {
        this.registry = registry;
        this.limit = limit;
        this.page = page;
    }

    /** All stubs that a selector picks now and the agent may see; 422 past the limit. */
    CompletionStage<List<Stub>> all(Selector selector, Agent agent) {
        return all(Registry.Query.now(selector, agent));
    }

    /** All stubs that a query picks; 422 past the limit. */
    CompletionStage<List<Stub>> all(Registry.Query query) {
        return more(query, null, new ArrayList<>());
    }

    private CompletionStage<List<Stub>> more(Registry.Query query, @Nullable String after, List<Stub> stubs) {
        int wanted = Math.min(page, limit + 1 - stubs.size());
        return registry.select(query, after, wanted).thenCompose(found -> {
            stubs.addAll(found.stubs());
            if (stubs.size() > limit) {
                throw Fault.of(
                                422,
                                "E0711",
                                "the selector picks more than " + limit + " particles",
                                "narrow it, as in localhost:app:* instead of **")
                        .toException();
            }
            String next = found.next();
            return next == null ? CompletableFuture.completedFuture(stubs) : more(query, next, stubs);
        });
    }
}
