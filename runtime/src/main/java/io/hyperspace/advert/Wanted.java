package io.hyperspace.advert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hyperspace.codec.Stored;
import io.hyperspace.driver.Driver.Affinity;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKey;
import org.jspecify.annotations.Nullable;

/**
 * A star is wanted for a particle.
 *
 * @param kind what the particle is
 * @param affinity what its kind says of where it goes
 * @param parent the star that its parent lives in; null when that has none, or does not matter
 */
public record Wanted(
        @JsonProperty("kind") Kind kind,
        @JsonProperty("affinity") Affinity affinity,
        @JsonProperty("parent") @Nullable StarKey parent)
        implements Stored {}
