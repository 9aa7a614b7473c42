package io.hyperspace.driver;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyRule;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.wave.Method;
import java.util.List;
import java.util.Set;

/**
 * Brings the particles of some kinds to life. A Machine makes one instance of each driver and gives it to the driver
 * actors of all its stars, so an implementation must be safe to call from several threads. The actors around it decide
 * when particles start, restart and stop.
 */
public interface Driver {

    /** A short name in lower case, such as {@code mechtron}. */
    String name();

    /** The kinds it supports; no other driver of the Hyperverse may name one of them. */
    Set<Kind> kinds();

    /** The kind of star that its particles live in. */
    StarKind home();

    /**
     * What the properties of one of its kinds must be; those that are not named are free. The Registry holds to it
     * whenever a particle is created or its properties change. It must not change while the Machine runs.
     */
    default List<PropertyRule> properties(Kind kind) {
        return List.of();
    }

    /** Which of those stars a new particle of one of its kinds goes to. It must not change while the Machine runs. */
    default Affinity affinity(Kind kind) {
        return Affinity.SPREAD;
    }

    /** The bind of a particle that has no property {@code bind}. */
    Bind defaultBind();

    /**
     * Whether its particles decide by themselves whom they serve by a method, case by case. Then the Field asks for no
     * permission; the filters of the route hold all the same.
     */
    default boolean admitsByItself(Method method) {
        return false;
    }

    /**
     * Makes the core of a particle that a wave has just woken. Called on an actor's thread: do slow work in
     * {@link Particle#start}.
     */
    Particle create(ParticleContext context);

    /** Lets go of what all its particles shared; called once, after the last particle has stopped. */
    default void close() {}

    /** Which star a new particle goes to. */
    enum Affinity {
        /** Where the parent is: in its star when that has this driver, else on the same Machine; else as spread. */
        LOCAL,
        /** Evenly: where the fewest live, awake or not. For what keeps things rather than works. */
        SPREAD,
        /**
         * The better of two stars that chance chooses: where fewer live, a star being as much fuller as its waves take
         * longer. For what works.
         */
        LEAST_LOADED
    }
}
