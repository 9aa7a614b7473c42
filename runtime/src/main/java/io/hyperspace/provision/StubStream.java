package io.hyperspace.provision;

import io.hyperspace.space.particle.Stub;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * All stubs of a query as a stream. The first page is small, so that the first stubs come early, and each further one is
 * twice as large. A page is asked for only when whoever reads has taken the one before, so a slow reader costs nothing.
 */
public final class StubStream {

    private static final int FIRST_PAGE = 50;
    private static final int LARGEST_PAGE = 1_000;

    /**
     * What to ask for next.
     *
     * @param after null at the start
     * @param ended whether the last page has come
     */
    private record Place(@Nullable String after, int size, boolean ended) {

        private Place behind(Registry.Page page) {
            return new Place(page.next(), Math.min(size * 2, LARGEST_PAGE), page.next() == null);
        }
    }

    private StubStream() {}

    /** The stubs in the order of their points; the stream fails with what a page fails with. */
    public static Source<Stub, NotUsed> of(Registry registry, Registry.Query query) {
        return Source.unfoldAsync(new Place(null, FIRST_PAGE, false), place -> page(registry, query, place))
                .mapConcat(stubs -> stubs);
    }

    private static CompletionStage<Optional<Pair<Place, List<Stub>>>> page(
            Registry registry, Registry.Query query, Place place) {
        if (place.ended()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return registry.select(query, place.after(), place.size())
                .thenApply(page -> Optional.of(Pair.create(place.behind(page), page.stubs())));
    }
}
