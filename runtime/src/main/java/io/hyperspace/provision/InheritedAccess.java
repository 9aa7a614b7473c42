package io.hyperspace.provision;

import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.security.Access;

/**
 * What one agent may do with those children of one point at which no grants are anchored: all that the rules know of such a
 * child is in its record. Whoever keeps it must see to it that it is not used once anything that it rests on has changed.
 */
public interface InheritedAccess {

    /**
     * What the agent may do with a child.
     *
     * @param child of the point, with no grants of its own
     */
    Access of(ParticleRecord child);

    /** About how many things it keeps, for caches that are bounded by that. */
    int size();
}
