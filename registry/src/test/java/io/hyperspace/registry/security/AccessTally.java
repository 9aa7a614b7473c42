package io.hyperspace.registry.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permissions;
import java.util.EnumMap;
import java.util.Map;

/** Counts what random worlds were about, so that a comparison of dull ones does not pass for one. */
final class AccessTally {

    /** Something that worlds have, at least one in so many; measured, they have it about twice as often. */
    private enum Trait {
        DORMANT_GRANT(2),
        PRIVILEGE(5),
        MASK_THAT_BITES(4),
        MASK_RING_THAT_BITES(10),
        MASK_RING_OF_SEVERAL_THAT_BITES(20);

        private final int oneIn;

        Trait(int oneIn) {
            this.oneIn = oneIn;
        }
    }

    private final Map<Access.Level, Integer> levels = new EnumMap<>(Access.Level.class);
    private final Map<Trait, Integer> worlds = new EnumMap<>(Trait.class);
    private final Map<Trait, Integer> world = new EnumMap<>(Trait.class);
    private int some;
    private int inherited;

    void count(AccessOracle oracle, Agent agent, Access access) {
        levels.merge(access.level(), 1, Integer::sum);
        some += access.permissions().equals(Permissions.NONE)
                        || access.permissions().equals(Permissions.ALL)
                ? 0
                : 1;
        note(Trait.DORMANT_GRANT, oracle.hasDormantGrant());
        note(Trait.MASK_THAT_BITES, !oracle.accessWithoutMasks(agent).equals(access));
        boolean ring = !oracle.accessWithFewestMasks(agent).equals(access);
        note(Trait.MASK_RING_THAT_BITES, ring);
        note(Trait.MASK_RING_OF_SEVERAL_THAT_BITES, ring && oracle.hasMaskRingOfSeveral());
        note(Trait.PRIVILEGE, !access.privileges().isEmpty());
    }

    private void note(Trait trait, boolean is) {
        if (is) {
            world.put(trait, 1);
        }
    }

    /** A decision was also made by what is known of the parent. */
    void inherited() {
        inherited++;
    }

    void endOfWorld() {
        world.forEach((trait, one) -> worlds.merge(trait, one, Integer::sum));
        world.clear();
    }

    void assertNotDull(int count, long seed) {
        for (Access.Level level : Access.Level.values()) {
            assertThat(levels.getOrDefault(level, 0))
                    .as("-Dseed=%d: decisions with the level %s", seed, level)
                    .isGreaterThan(5 * count);
        }
        assertThat(some).as("-Dseed=%d: decisions between none and all", seed).isGreaterThan(3 * count);
        assertThat(inherited)
                .as("-Dseed=%d: decisions by what is known of the parent", seed)
                .isGreaterThan(10 * count);
        for (Trait trait : Trait.values()) {
            assertThat(worlds.getOrDefault(trait, 0))
                    .as("-Dseed=%d: worlds with %s", seed, trait)
                    .isGreaterThan(count / trait.oneIn);
        }
    }

    @Override
    public String toString() {
        return "decisions " + levels + ", between none and all " + some + ", by the parent " + inherited + "; worlds "
                + worlds;
    }
}
