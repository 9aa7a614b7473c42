package io.hyperspace.registry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.util.Map;

/**
 * The settings of Pekko's persistence that crash safety rests on. They are in this module's reference configuration; but
 * which of several reference files wins depends on the class path, so whoever composes a configuration puts
 * {@link #settings()} above the references, and opening the Registry checks that they hold.
 */
public final class PersistenceConfig {

    private static final String RESOURCE = "hyperspace-persistence.conf";

    private PersistenceConfig() {}

    /** The settings, to be put between an application's configuration and the reference configuration. */
    public static Config settings() {
        return ConfigFactory.parseResources(PersistenceConfig.class.getClassLoader(), RESOURCE);
    }

    /** @throws IllegalStateException if a setting that must hold does not */
    static void check(Config effective) {
        Config required = ConfigFactory.parseResources(
                        PersistenceConfig.class.getClassLoader(), "hyperspace-persistence-required.conf")
                .resolve();
        for (Map.Entry<String, ConfigValue> setting : required.entrySet()) {
            Object found = effective.hasPath(setting.getKey())
                    ? effective.getValue(setting.getKey()).unwrapped()
                    : "nothing";
            if (!found.equals(setting.getValue().unwrapped())) {
                throw new IllegalStateException("the configuration has " + setting.getKey() + " = " + found
                        + ", but must have " + setting.getValue().unwrapped()
                        + "; put PersistenceConfig.settings() before the reference configuration");
            }
        }
    }
}
