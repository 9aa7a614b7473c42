package io.hyperspace.lane;

import com.typesafe.config.Config;
import io.hyperspace.freight.FreightSettings;
import java.time.Duration;

/**
 * The limits of lanes, read from {@code hyperspace.lane}.
 *
 * @param window waves that a lane holds until they are admitted
 * @param resendAfter how long a lane hears of no admission before it sends again what was not admitted
 * @param firstKnock how long a lane waits for a greeting before it knocks again; each time twice as long
 * @param knockInterval how long it waits at most
 * @param buffer waves that wait on this Machine for their target to be found, for one target
 * @param targets targets that are being looked for at once
 * @param routes how many known ways this Machine remembers
 * @param freight limits of large waves
 */
record LaneSettings(
        int window,
        Duration resendAfter,
        Duration firstKnock,
        Duration knockInterval,
        int buffer,
        int targets,
        long routes,
        FreightSettings freight) {

    static LaneSettings of(Config hyperspace) {
        Config lane = hyperspace.getConfig("lane");
        return new LaneSettings(
                lane.getInt("window"),
                lane.getDuration("resend-after"),
                lane.getDuration("first-knock"),
                lane.getDuration("knock-interval"),
                lane.getInt("buffer"),
                lane.getInt("targets"),
                lane.getLong("routes"),
                FreightSettings.of(hyperspace));
    }
}
