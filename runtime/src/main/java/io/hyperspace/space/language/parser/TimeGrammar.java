package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.AsOf;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Moments in the past.
 *
 * <pre>
 * time = instant | digit { digit } ( "ms" | "s" | "m" | "h" | "d" )         instant = ISO 8601, with "Z" or an offset
 * </pre>
 */
final class TimeGrammar extends Grammar {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int MAX_DIGITS = 9;

    TimeGrammar(Lexer lexer) {
        super(lexer);
    }

    AsOf time() {
        lexer.blank();
        Token text = lexer.uri();
        if (text.isEmpty()) {
            throw lexer.expected("a time, such as 2026-01-31T12:00:00Z or 10m");
        }
        return ago(text.text())
                .or(() -> at(text.text()))
                .orElseThrow(() -> lexer.error(text.span(), Messages.badTime(text.text())));
    }

    private static Optional<AsOf> ago(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return Optional.empty();
        }
        long amount = Long.parseLong(text.substring(0, digits));
        String unit = text.substring(digits);
        return Arrays.stream(AsOf.Unit.values())
                .filter(one -> amount > 0 && one.text().equals(unit))
                .findFirst()
                .map(one -> new AsOf.Ago(amount, one));
    }

    private static Optional<AsOf> at(String text) {
        try {
            Instant instant = Instant.parse(text);
            boolean good = !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
            return good ? Optional.of(new AsOf.At(instant)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
