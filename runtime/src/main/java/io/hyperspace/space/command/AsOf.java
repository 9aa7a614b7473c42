package io.hyperspace.space.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment in the past, as {@code select … as-of} names it. */
public sealed interface AsOf {

    /** The most of any unit. */
    long MAX_AMOUNT = 999_999_999;

    Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /**
     * The moment that a text names: ISO 8601 with {@code Z} or an offset, or an amount of one unit such as {@code 10m}.
     *
     * @throws IllegalArgumentException if it names none
     */
    static AsOf parse(String text) {
        Matcher ago = AgoForm.PATTERN.matcher(text);
        if (ago.matches()) {
            return new Ago(Long.parseLong(ago.group(1)), Unit.of(ago.group(2)));
        }
        try {
            return new At(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time", e);
        }
    }

    /** How a time ago is written. */
    final class AgoForm {
        private static final Pattern PATTERN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

        private AgoForm() {}
    }

    /** A moment in the years 1 to 9999, printed as ISO 8601 in UTC. */
    record At(Instant instant) implements AsOf {
        public At {
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new IllegalArgumentException("a moment lies in the years 1 to 9999");
            }
        }

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

        private static Unit of(String text) {
            return Arrays.stream(values())
                    .filter(unit -> unit.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not a unit: " + text));
        }
    }

    /** The moment itself, seen from a clock that shows {@code now}. */
    default Instant from(Instant now) {
        return this instanceof Ago ago ? now.minus(ago.duration()) : ((At) this).instant();
    }
}
