package io.hyperspace;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.hyperspace.registry.PersistenceConfig;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.StarKind;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Lays the layers of a Machine's configuration on each other. */
final class Configuration {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final String STANDALONE = "hyperspace-standalone.conf";

    private Configuration() {}

    /**
     * From the uppermost: what the builder was told key by key, the application's own configuration, system properties,
     * {@code application.conf}, what a Machine of its own needs of Pekko, and the libraries' defaults.
     *
     * @throws HyperspaceException 400 when the layers do not make a configuration
     */
    static Config of(Map<String, ?> told, Config own) {
        try {
            return checked(ConfigFactory.parseMap(told)
                    .withFallback(own)
                    .withFallback(ConfigFactory.defaultOverrides())
                    .withFallback(ConfigFactory.defaultApplication())
                    .withFallback(ConfigFactory.parseResources(Configuration.class.getClassLoader(), STANDALONE))
                    .withFallback(PersistenceConfig.settings())
                    .withFallback(ConfigFactory.defaultReferenceUnresolved())
                    .resolve());
        } catch (ConfigException e) {
            throw new HyperspaceException(refused(String.valueOf(e.getMessage())), e);
        }
    }

    private static Config checked(Config config) {
        String name = config.getString("hyperspace.machine.name");
        if (!NAME.matcher(name).matches()) {
            throw refused("'" + name + "' is not a name for a Machine; letters, digits, '.', '-' and '_' are")
                    .toException();
        }
        return config.withValue("pekko.cluster.roles", ConfigValueFactory.fromIterable(roles(config)));
    }

    /** A cluster role for each kind of star that the Machine takes, beside those that the application gave it. */
    private static Set<String> roles(Config config) {
        Set<String> roles = new LinkedHashSet<>(config.getStringList("pekko.cluster.roles"));
        for (String kind : config.getStringList("hyperspace.machine.stars")) {
            try {
                roles.add(StarKind.ofStarName(kind).role());
            } catch (IllegalArgumentException e) {
                throw new HyperspaceException(refused("'" + kind + "' is no kind of star"), e);
            }
        }
        return roles;
    }

    private static Fault refused(String why) {
        return Fault.of(400, "E0748", "the configuration cannot be used: " + why);
    }
}
