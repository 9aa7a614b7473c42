package io.hyperspace.advert;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all stars, and picks one for a particle. Belongs to an actor.
 *
 * <p>Invariants: a star is where the Machine that was heard last with it says; what was picked since a star's last advert
 * counts as held there, so that a burst between two adverts is spread like any other; there are at most {@code limit} stars.
 */
final class StarChart {

    private final int limit;
    private final long slow;
    private final Random random;
    private final Map<String, Heard> machines = new HashMap<>();
    private final Map<StarKey, Place> places = new HashMap<>();
    private final Map<Kind, List<Place>> takers = new HashMap<>();

    private record Heard(Bulletin bulletin, long at) {}

    /** A star as it is known. */
    private static final class Place {
        private final String machine;
        private final Advert advert;
        private int placed;

        Place(String machine, Advert advert) {
            this.machine = machine;
            this.advert = advert;
        }

        StarKey star() {
            return advert.star();
        }

        int held() {
            return advert.held() + placed;
        }
    }

    /**
     * @param limit how many stars there are at most; what is told of more is left out
     * @param slow up to which a delay says nothing; with each as much again, a star counts as once fuller
     */
    StarChart(int limit, Duration slow, Random random) {
        this.limit = limit;
        this.slow = slow.toMillis();
        this.random = random;
    }

    /** Takes up what a Machine tells, in place of what it told before. */
    void hear(Bulletin bulletin, long now) {
        forget(bulletin.machine());
        machines.put(bulletin.machine(), new Heard(bulletin, now));
        for (Advert advert : bulletin.stars()) {
            if (places.size() < limit || places.containsKey(advert.star())) {
                places.put(advert.star(), new Place(bulletin.machine(), advert));
            }
        }
        takers.clear();
    }

    /** Forgets Machines that were not heard of since a time. */
    void forgetBefore(long then) {
        List<String> silent = new ArrayList<>();
        machines.forEach((machine, heard) -> {
            if (heard.at() - then < 0) {
                silent.add(machine);
            }
        });
        silent.forEach(this::forget);
    }

    private void forget(String machine) {
        if (machines.remove(machine) != null) {
            Iterator<Place> all = places.values().iterator();
            while (all.hasNext()) {
                if (all.next().machine.equals(machine)) {
                    all.remove();
                }
            }
            takers.clear();
        }
    }

    /** The addresses of the Machines that are known. */
    Set<String> machines() {
        return new HashSet<>(machines.keySet());
    }

    /** All that is known, with what was picked since counted in. */
    Charted chart() {
        Map<String, List<Advert>> adverts = new HashMap<>();
        for (Place place : places.values()) {
            adverts.computeIfAbsent(place.machine, any -> new ArrayList<>()).add(place.advert.with(place.placed));
        }
        List<Bulletin> bulletins = new ArrayList<>();
        machines.forEach((machine, heard) -> bulletins.add(
                new Bulletin(machine, heard.bulletin().takes(), adverts.getOrDefault(machine, List.of()))));
        return new Charted(bulletins);
    }

    /** Takes up a whole chart in place of all that is known. */
    void replace(Charted charted, long now) {
        machines.clear();
        places.clear();
        charted.bulletins().forEach(bulletin -> hear(bulletin, now));
    }

    /** The star that a particle is to go to; null when none that is known takes it. */
    @Nullable StarKey pick(Wanted wanted) {
        List<Place> able = takers.computeIfAbsent(wanted.kind(), this::able);
        if (able.isEmpty()) {
            return null;
        }
        Place place =
                switch (wanted.affinity()) {
                    case LOCAL -> nearest(able, wanted.parent());
                    case SPREAD -> emptiest(able);
                    case LEAST_LOADED -> betterOfTwo(able);
                };
        place.placed++;
        return place.star();
    }

    private List<Place> able(Kind kind) {
        List<Place> able = new ArrayList<>();
        for (Place place : places.values()) {
            Heard heard = Objects.requireNonNull(machines.get(place.machine), "a star is on a Machine that is known");
            if (heard.bulletin().takes(place.star().name(), kind)) {
                able.add(place);
            }
        }
        return able;
    }

    /** The star of the parent if it takes the particle, else one on the same Machine, else any. */
    private Place nearest(List<Place> able, @Nullable StarKey parent) {
        Place place = parent == null ? null : places.get(parent);
        if (place == null) {
            return emptiest(able);
        }
        if (able.contains(place)) {
            return place;
        }
        List<Place> near = able.stream()
                .filter(other -> other.machine.equals(place.machine))
                .toList();
        return emptiest(near.isEmpty() ? able : near);
    }

    /** Chance decides among equals, or all Machines that pick by themselves would begin with the same star. */
    private Place emptiest(List<Place> able) {
        int first = random.nextInt(able.size());
        Place emptiest = able.get(first);
        for (int i = 1; i < able.size(); i++) {
            Place next = able.get((first + i) % able.size());
            if (next.held() < emptiest.held()) {
                emptiest = next;
            }
        }
        return emptiest;
    }

    /**
     * Two choices instead of all: what is known of load is a little old, and whoever always takes the best star sends all that
     * comes until the next advert to one that only seems to be (Mitzenmacher, "The power of two choices in randomized load
     * balancing").
     */
    private Place betterOfTwo(List<Place> able) {
        int first = random.nextInt(able.size());
        if (able.size() == 1) {
            return able.get(first);
        }
        int second = (first + 1 + random.nextInt(able.size() - 1)) % able.size();
        Place one = able.get(first);
        Place other = able.get(second);
        return load(one) <= load(other) ? one : other;
    }

    private double load(Place place) {
        double late = Math.max(0, place.advert.delay() - slow);
        return (place.held() + 1.0) * (1.0 + late / slow);
    }
}
