package io.hyperspace.drivers.global;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened to a point: to who may read it, and where there is nothing any more to who may select on its parent.
 * Of a long history it tells the end, and how much it left out.
 */
final class Past {

    private final Registry registry;
    private final Admission admission;
    private final int limit;
    private final int page;

    /**
     * @param limit how many happenings it tells at most
     * @param page how many it asks of the Registry at once
     */
    Past(Registry registry, Admission admission, int limit, int page) {
        this.registry = registry;
        this.admission = admission;
        this.limit = limit;
        this.page = page;
    }

    /**
     * What happened.
     *
     * @param happenings the last of it, oldest first
     * @param omitted how much more there was before
     */
    record Told(List<Registry.Happening> happenings, long omitted) {
        Told {
            happenings = List.copyOf(happenings);
        }
    }

    CompletionStage<Told> of(Agent agent, Point point) {
        return admitted(agent, point).thenCompose(may -> more(point, null, new Read()));
    }

    private CompletionStage<?> admitted(Agent agent, Point point) {
        return admission.require(agent, Permission.READ, point).handle((record, failure) -> {
            if (failure != null) {
                Fault fault = HyperspaceException.faultOf(failure);
                if (fault.status() != 404 || !fault.code().equals("E0203")) {
                    throw new HyperspaceException(fault, failure);
                }
            }
            return point;
        });
    }

    private CompletionStage<Told> more(Point point, @Nullable String after, Read read) {
        return registry.history(point, after, page).thenCompose(found -> {
            found.happenings().forEach(read::add);
            String next = found.next();
            return next == null ? CompletableFuture.completedFuture(read.told()) : more(point, next, read);
        });
    }

    private final class Read {

        private final Deque<Registry.Happening> last = new ArrayDeque<>();
        private long omitted;

        void add(Registry.Happening happening) {
            last.addLast(happening);
            if (last.size() > limit) {
                last.removeFirst();
                omitted++;
            }
        }

        Told told() {
            return new Told(List.copyOf(last), omitted);
        }
    }
}
