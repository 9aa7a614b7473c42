package io.hyperspace.registry.membership;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;

/**
 * What the configuration says about finding other Machines, and losing them.
 *
 * @param seeds whom to join instead of those in the machine table; empty: those
 */
record MembershipSettings(Duration joinTimeout, Duration joinRetry, Duration watchInterval, List<Address> seeds) {

    /** What the actor systems of Machines are called. */
    private static final String SYSTEM = "hyperspace";

    /** @param root the whole configuration */
    static MembershipSettings from(Config root) {
        Config machine = root.getConfig("hyperspace.machine");
        return new MembershipSettings(
                machine.getDuration("join-timeout"),
                machine.getDuration("join-retry"),
                machine.getDuration("watch-interval"),
                seeds(machine).stream().map(MembershipSettings::seed).toList());
    }

    /** A list, or one text with commas, as it comes from the environment. */
    private static List<String> seeds(Config machine) {
        if (machine.getValue("seeds").valueType() != ConfigValueType.STRING) {
            return machine.getStringList("seeds");
        }
        return Stream.of(machine.getString("seeds").split(",", -1))
                .map(String::strip)
                .filter(seed -> !seed.isEmpty())
                .toList();
    }

    private static Address seed(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new Address(
                    "pekko",
                    SYSTEM,
                    text.substring(0, Math.max(0, colon)),
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new HyperspaceException(
                    Fault.of(400, "E0739", "'" + text + "' is no seed", "one reads like m1.example.org:2551"), e);
        }
    }
}
