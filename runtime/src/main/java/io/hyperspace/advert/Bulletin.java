package io.hyperspace.advert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hyperspace.codec.Stored;
import io.hyperspace.space.kind.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The adverts of all stars of one Machine. They go in one message, so that what is told each second grows with the Machines
 * and not with the stars, and so that the kinds are named once for all stars with the same drivers.
 *
 * @param machine the address of the Machine
 * @param takes the kinds that its drivers support, by the name of the stars that such particles live in
 * @param stars its stars
 */
public record Bulletin(
        @JsonProperty("m") String machine,
        @JsonProperty("t") Map<String, Set<Kind>> takes,
        @JsonProperty("a") List<Advert> stars)
        implements Stored {

    public Bulletin {
        takes = Map.copyOf(takes);
        stars = List.copyOf(stars);
    }

    /** Whether a star of this Machine has a driver for a kind. */
    boolean takes(String star, Kind kind) {
        return takes.getOrDefault(star, Set.of()).contains(kind);
    }
}
