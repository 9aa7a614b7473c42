package io.hyperspace.ripple;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of ripples, read from {@code hyperspace.ripple}.
 *
 * @param inFlight ripples of this Machine that are under way at once
 * @param targets particles that one ripple goes to
 * @param window waves of one ripple that are under way at once, of those that left within {@code pace}
 * @param pace after which time a wave that was not answered makes room for the next
 * @param echoes echoes of one ripple that are handed on
 * @param echoBytes bytes of their bodies, all together
 */
record RippleSettings(int inFlight, int targets, int window, Duration pace, int echoes, long echoBytes) {

    static RippleSettings of(Config hyperspace) {
        Config ripple = hyperspace.getConfig("ripple");
        return new RippleSettings(
                ripple.getInt("in-flight"),
                ripple.getInt("targets"),
                ripple.getInt("window"),
                ripple.getDuration("pace"),
                ripple.getInt("echoes"),
                ripple.getBytes("echo-bytes"));
    }
}
