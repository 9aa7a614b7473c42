package io.hyperspace.advert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hyperspace.codec.Stored;
import java.util.List;

/**
 * What a Super star knows of all stars, told to a Machine so that this can go on by itself while no Super star answers.
 *
 * @param bulletins one for each Machine, with what was placed since counted in
 */
public record Charted(@JsonProperty("b") List<Bulletin> bulletins) implements Crier.Command, Stored {
    public Charted {
        bulletins = List.copyOf(bulletins);
    }
}
