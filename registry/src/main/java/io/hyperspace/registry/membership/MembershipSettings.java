package io.hyperspace.registry.membership;

import com.typesafe.config.Config;
import java.time.Duration;

/** What the configuration says about finding other Machines, and losing them. */
record MembershipSettings(Duration joinTimeout, Duration joinRetry, Duration watchInterval) {

    /** @param root the whole configuration */
    static MembershipSettings from(Config root) {
        Config machine = root.getConfig("hyperspace.machine");
        return new MembershipSettings(
                machine.getDuration("join-timeout"),
                machine.getDuration("join-retry"),
                machine.getDuration("watch-interval"));
    }
}
