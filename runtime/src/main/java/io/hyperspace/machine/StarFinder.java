package io.hyperspace.machine;

import io.hyperspace.advert.AdvertSettings;
import io.hyperspace.advert.Picked;
import io.hyperspace.advert.Wanted;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.StarKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has a star found for a particle: by the first Super star that answers, else by what this Machine was last told. All Machines
 * ask the Super stars in the same order, so that mostly one of them knows all that was picked since the last adverts.
 *
 * <p>Limits: a Super star has {@code answer-within} to answer and is then not asked for {@code leave-alone}; when nobody knows a
 * star, that is tried again for {@code place-within}, by one for all particles that want the same. Safe to call from any thread.
 */
final class StarFinder {

    private final List<StarKey> supers;
    private final BiFunction<StarKey, Wanted, CompletionStage<Picked>> superStar;
    private final Function<Wanted, CompletionStage<Picked>> lastKnown;
    private final BiFunction<Duration, Supplier<CompletionStage<Picked>>, CompletionStage<Picked>> later;
    private final AdvertSettings settings;
    private final Map<StarKey, Long> silentSince = new ConcurrentHashMap<>();
    private final ConcurrentMap<Wanted, CompletableFuture<Boolean>> asking = new ConcurrentHashMap<>();

    /**
     * @param superStar asks a Super star; fails when it does not answer in time
     * @param lastKnown asks what this Machine was last told
     * @param later does something after a time
     */
    StarFinder(
            List<StarKey> supers,
            BiFunction<StarKey, Wanted, CompletionStage<Picked>> superStar,
            Function<Wanted, CompletionStage<Picked>> lastKnown,
            BiFunction<Duration, Supplier<CompletionStage<Picked>>, CompletionStage<Picked>> later,
            AdvertSettings settings) {
        this.supers = List.copyOf(supers);
        this.superStar = superStar;
        this.lastKnown = lastKnown;
        this.later = later;
        this.settings = settings;
    }

    /** A star for a particle; fails with 503 when none is known in time. */
    CompletionStage<StarKey> find(Wanted wanted) {
        long end = System.nanoTime() + settings.placeWithin().toNanos();
        return asking.containsKey(wanted) ? again(wanted, end) : find(wanted, end);
    }

    private CompletionStage<StarKey> find(Wanted wanted, long end) {
        return ask(wanted, 0).thenCompose(picked -> take(picked, wanted, end));
    }

    private CompletionStage<StarKey> take(Picked picked, Wanted wanted, long end) {
        return picked.star() == null ? again(wanted, end) : CompletableFuture.completedFuture(picked.star());
    }

    /** Asks again after a time, or waits for another that does, and asks for itself once there is a star. */
    private CompletionStage<StarKey> again(Wanted wanted, long end) {
        if (System.nanoTime() - end >= 0) {
            return CompletableFuture.failedFuture(
                    Faults.notReady("a star for kind '" + wanted.kind() + "'").toException());
        }
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> others = asking.putIfAbsent(wanted, mine);
        if (others != null) {
            return others.thenCompose(isKnown -> isKnown ? find(wanted, end) : again(wanted, end));
        }
        return later.apply(settings.placeAgain(), () -> ask(wanted, 0))
                .whenComplete((picked, failure) -> {
                    asking.remove(wanted);
                    mine.complete(picked != null && picked.star() != null);
                })
                .thenCompose(picked -> take(picked, wanted, end));
    }

    private CompletionStage<Picked> ask(Wanted wanted, int index) {
        int next = index;
        while (next < supers.size() && isLeftAlone(supers.get(next))) {
            next++;
        }
        if (next == supers.size()) {
            return lastKnown.apply(wanted);
        }
        int following = next + 1;
        StarKey asked = supers.get(next);
        return superStar
                .apply(asked, wanted)
                .exceptionally(failure -> silent(asked))
                .thenCompose(picked ->
                        picked.star() == null ? ask(wanted, following) : CompletableFuture.completedFuture(picked));
    }

    private Picked silent(StarKey asked) {
        silentSince.put(asked, System.nanoTime());
        return new Picked(null);
    }

    private boolean isLeftAlone(StarKey star) {
        Long since = silentSince.get(star);
        return since != null
                && System.nanoTime() - since < settings.leaveAlone().toNanos();
    }
}
