package io.hyperspace.advert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hyperspace.space.point.StarKey;

/**
 * How a star is, in its own words.
 *
 * @param star which one
 * @param held particles that live there, awake or not
 * @param delay milliseconds that a wave spends in the star, from its gravity's mailbox until its particle has answered; a mean
 *     of the last seconds
 */
public record Advert(
        @JsonProperty("s") StarKey star,
        @JsonProperty("h") int held,
        @JsonProperty("d") int delay) {

    public Advert {
        if (held < 0 || delay < 0) {
            throw new IllegalArgumentException("a star holds " + held + " and takes " + delay + " ms");
        }
    }

    Advert with(int more) {
        return new Advert(star, held + more, delay);
    }
}
