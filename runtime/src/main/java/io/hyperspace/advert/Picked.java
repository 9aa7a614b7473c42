package io.hyperspace.advert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hyperspace.codec.Stored;
import io.hyperspace.space.point.StarKey;
import org.jspecify.annotations.Nullable;

/**
 * The answer to who wants a star for a particle.
 *
 * @param star null when none is known that takes such a particle
 */
public record Picked(@JsonProperty("star") @Nullable StarKey star) implements Stored {

    static final Picked NONE = new Picked(null);
}
