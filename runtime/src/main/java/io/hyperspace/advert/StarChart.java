package io.hyperspace.advert;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all stars, and picks one for a particle. Belongs to an actor.
 *
 * <p>Invariants: a star is where the Machine that was heard last with it says; for what a star was picked counts as held there
 * until the star says that it holds so many more, or for {@code pickedFor} to twice as long, so that a burst is spread like
 * anything else, however late stars say what they have got of it; there are at most {@code limit} stars.
 */
final class StarChart {

    private final int limit;
    private final long pickedFor;
    private final long slow;
    private final Random random;
    private final Map<String, Heard> machines = new HashMap<>();
    private final Map<StarKey, Place> places = new HashMap<>();
    private final Map<Kind, List<Place>> takers = new HashMap<>();

    private record Heard(Bulletin bulletin, long at) {}

    /** A star as it is known. */
    private static final class Place {
        private String machine;
        private Advert advert;
        private int recent;
        private int older;
        private long turned;

        Place(String machine, Advert advert, long now) {
            this.machine = machine;
            this.advert = advert;
            this.turned = now;
        }

        StarKey star() {
            return advert.star();
        }

        int picked() {
            return recent + older;
        }

        int held() {
            return advert.held() + picked();
        }

        /** Particles that it holds more than before are those that it was picked for, the oldest first. */
        void heard(String on, Advert next, long now, long pickedFor) {
            int arrived = Math.max(0, next.held() - advert.held());
            int ofOlder = Math.min(older, arrived);
            older -= ofOlder;
            recent = Math.max(0, recent - (arrived - ofOlder));
            if (now - turned > pickedFor) {
                older = recent;
                recent = 0;
                turned = now;
            }
            machine = on;
            advert = next;
        }
    }

    /**
     * @param limit how many stars there are at most; what is told of more is left out
     * @param pickedFor how long a star that was picked for a particle counts as holding it though it does not say so
     * @param slow up to which a delay says nothing; with each as much again, a star counts as once fuller
     */
    StarChart(int limit, Duration pickedFor, Duration slow, Random random) {
        this.limit = limit;
        this.pickedFor = pickedFor.toNanos();
        this.slow = slow.toMillis();
        this.random = random;
    }

    /** Takes up what a Machine tells, in place of what it told before. */
    void hear(Bulletin bulletin, long now) {
        String machine = bulletin.machine();
        machines.put(machine, new Heard(bulletin, now));
        Set<StarKey> there = new HashSet<>();
        bulletin.stars().forEach(advert -> there.add(advert.star()));
        forget(place -> place.machine.equals(machine) && !there.contains(place.star()));
        for (Advert advert : bulletin.stars()) {
            Place place = places.get(advert.star());
            if (place != null) {
                place.heard(machine, advert, now, pickedFor);
            } else if (places.size() < limit) {
                places.put(advert.star(), new Place(machine, advert, now));
            }
        }
    }

    /** Forgets Machines that were not heard of since a time. */
    void forgetBefore(long then) {
        machines.values().removeIf(heard -> heard.at() - then < 0);
        forget(place -> !machines.containsKey(place.machine));
    }

    private void forget(Predicate<Place> which) {
        places.values().removeIf(which);
        takers.clear();
    }

    /** The addresses of the Machines that are known. */
    Set<String> machines() {
        return new HashSet<>(machines.keySet());
    }

    /** All that is known, with what was picked since counted in. */
    Charted chart() {
        Map<String, List<Advert>> adverts = new HashMap<>();
        for (Place place : places.values()) {
            adverts.computeIfAbsent(place.machine, any -> new ArrayList<>()).add(place.advert.with(place.picked()));
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
        place.recent++;
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
