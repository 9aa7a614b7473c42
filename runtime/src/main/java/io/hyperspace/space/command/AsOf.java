package io.hyperspace.space.command;

import java.time.Duration;
import java.time.Instant;

/** A moment in the past, as {@code select … as-of} names it. */
public sealed interface AsOf {

    /** A moment, printed as ISO 8601 in UTC. */
    record At(Instant instant) implements AsOf {
        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /**
     * A time ago.
     *
     * @param amount at least 1
     * @param unit of the amount
     */
    record Ago(long amount, Unit unit) implements AsOf {
        public Ago {
            if (amount < 1 || amount > MAX_AMOUNT) {
                throw new IllegalArgumentException("a time ago is 1 to " + MAX_AMOUNT + ", not " + amount);
            }
        }

        public Duration duration() {
            return unit.one.multipliedBy(amount);
        }

        @Override
        public String toString() {
            return amount + unit.text;
        }
    }

    /** The most of any unit. */
    long MAX_AMOUNT = 999_999_999;

    /** The units of a time ago. */
    enum Unit {
        MILLISECONDS("ms", Duration.ofMillis(1)),
        SECONDS("s", Duration.ofSeconds(1)),
        MINUTES("m", Duration.ofMinutes(1)),
        HOURS("h", Duration.ofHours(1)),
        DAYS("d", Duration.ofDays(1));

        private final String text;
        private final Duration one;

        Unit(String text, Duration one) {
            this.text = text;
            this.one = one;
        }

        /** As it stands behind an amount. */
        public String text() {
            return text;
        }
    }

    /** The moment itself, seen from a clock that shows {@code now}. */
    default Instant from(Instant now) {
        return this instanceof Ago ago ? now.minus(ago.duration()) : ((At) this).instant();
    }
}
