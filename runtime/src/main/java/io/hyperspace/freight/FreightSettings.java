package io.hyperspace.freight;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.hyperspace.codec.BodyWeight;
import io.hyperspace.codec.SpaceJson;
import java.time.Duration;

/**
 * The limits of large waves and answers, read from {@code hyperspace.freight}, and the largest that there may be, {@code
 * hyperspace.waves.max-body}.
 *
 * @param maxBody bytes of a wave, or of an answer: body, headers and uri
 * @param part bytes of a part; what is no larger than one goes whole
 * @param window parts of one lane, or of one parcel, that are under way and not acknowledged
 * @param atOnce large waves of one lane, or parcels to one Machine, that are sent in turns; others wait
 * @param laneSize bytes of large waves that one lane has
 * @param leavingSize bytes of large waves and parcels that this Machine has and that have not arrived
 * @param arrivingSize bytes of what comes to this Machine in parts and is not whole yet
 * @param resendAfter how long nothing of a parcel may be acknowledged until it is sent again from there
 * @param giveUp how long until it is given up
 */
public record FreightSettings(
        long maxBody,
        int part,
        int window,
        int atOnce,
        long laneSize,
        long leavingSize,
        long arrivingSize,
        Duration resendAfter,
        Duration giveUp) {

    /** @throws ConfigException if a wave of the largest size would find no room, or a part be too large for a frame */
    public static FreightSettings of(Config hyperspace) {
        Config freight = hyperspace.getConfig("freight");
        FreightSettings settings = new FreightSettings(
                hyperspace.getBytes("waves.max-body"),
                Math.toIntExact(freight.getBytes("part")),
                freight.getInt("window"),
                freight.getInt("at-once"),
                freight.getBytes("lane-size"),
                freight.getBytes("leaving-size"),
                freight.getBytes("arriving-size"),
                freight.getDuration("resend-after"),
                freight.getDuration("give-up"));
        settings.check();
        return settings;
    }

    private void check() {
        if (maxBody > SpaceJson.MAX_DOCUMENT) {
            throw new ConfigException.BadValue("hyperspace.waves.max-body", "at most " + SpaceJson.MAX_DOCUMENT);
        }
        long least = BodyWeight.largest(maxBody);
        if (laneSize < maxBody || leavingSize < maxBody || arrivingSize < least) {
            throw new ConfigException.BadValue("hyperspace.freight", "a size is less than " + least);
        }
    }
}
