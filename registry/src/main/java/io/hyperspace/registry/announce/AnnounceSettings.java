package io.hyperspace.registry.announce;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What the configuration says about announcements.
 *
 * @param underWay how many changes this Machine announces at once
 * @param repeatEvery how often those are told again who have not acknowledged, and the machine table is read again
 */
record AnnounceSettings(int underWay, Duration repeatEvery) {

    static AnnounceSettings from(Config root) {
        Config announce = root.getConfig("hyperspace.registry.announce");
        return new AnnounceSettings(announce.getInt("under-way"), announce.getDuration("repeat-every"));
    }
}
