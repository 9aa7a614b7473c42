package io.hyperspace.delivery;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of queued and durable waves, read from {@code hyperspace.delivery}.
 *
 * @param dedupWindow no deadline is further away
 * @param signalTime the deadline of a durable signal that names none
 * @param queued queued waves that this Machine keeps
 * @param queuedSize bytes of them
 * @param share queued waves of one agent that this Machine keeps, and durable ones of it that one star has in memory
 * @param resendAfter how long a wave may go unanswered before it is sent again
 * @param retryAfter how long after a passing fault a wave is sent again, at first; each time twice as long
 * @param retryMost and at most
 * @param tick how often this Machine looks which waves are to be sent again
 * @param storeAfter how long a durable wave may go unanswered before it is stored
 * @param durable durable waves that one star has in memory
 * @param durableSize bytes of them
 * @param remembered waves that a star remembers to tell repeated ones from new ones
 * @param rememberedSize bytes of the answers to them
 * @param rememberDurable how long it remembers a durable one that was answered
 */
public record DeliverySettings(
        Duration dedupWindow,
        Duration signalTime,
        int queued,
        long queuedSize,
        int share,
        Duration resendAfter,
        Duration retryAfter,
        Duration retryMost,
        Duration tick,
        Duration storeAfter,
        int durable,
        long durableSize,
        int remembered,
        long rememberedSize,
        Duration rememberDurable) {

    /** @param hyperspace the configuration below {@code hyperspace} */
    public static DeliverySettings of(Config hyperspace) {
        Config delivery = hyperspace.getConfig("delivery");
        return new DeliverySettings(
                delivery.getDuration("dedup-window"),
                delivery.getDuration("signal-time"),
                delivery.getInt("queued"),
                delivery.getBytes("queued-size"),
                delivery.getInt("share"),
                delivery.getDuration("resend-after"),
                delivery.getDuration("retry-after"),
                delivery.getDuration("retry-most"),
                delivery.getDuration("tick"),
                delivery.getDuration("store-after"),
                delivery.getInt("durable"),
                delivery.getBytes("durable-size"),
                delivery.getInt("remembered"),
                delivery.getBytes("remembered-size"),
                delivery.getDuration("remember-durable"));
    }
}
