package io.hyperspace.space.fuzz;

import com.sun.management.ThreadMXBean;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.language.LanguageException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one text: a value or faults, and what that took.
 *
 * @param value what it is, or null
 * @param faults what is wrong with it, none for a value
 * @param time of a processor
 * @param memory how many bytes were allocated
 */
record Reading(@Nullable Object value, List<Fault> faults, Duration time, long memory) {

    /** How much of a processor each KiB of a text may take, and a smaller one as a whole. */
    static final Duration TIME_PER_KIB = Duration.ofMillis(50);

    /** How many bytes each byte of a text may allocate, together with {@link #MEMORY}. */
    static final long MEMORY_PER_BYTE = 2048;

    /** How many bytes a text of any size may allocate. */
    static final long MEMORY = 8 << 20;

    private static final int TRIES = 5;
    private static final int MAX_EXCERPT_LINE = 600;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Reads a text. One that takes too long is read again: only what is slow every time is slow, for a collection of
     * garbage or a compilation may fall into any.
     *
     * @throws AssertionError when it does not end as it must
     */
    static Reading of(Target target, String text) {
        Reading reading = once(target, text);
        for (int i = 1; i < TRIES && !reading.isSoon(text); i++) {
            reading = once(target, text);
        }
        if (!reading.isSoon(text)) {
            throw new AssertionError("it takes " + reading.time().toMillis() + " ms for " + bytes(text) + " bytes");
        }
        if (reading.memory() > MEMORY + MEMORY_PER_BYTE * bytes(text)) {
            throw new AssertionError("it takes " + reading.memory() + " bytes for " + bytes(text));
        }
        reading.faults().forEach(fault -> checkShown(text, fault));
        reading.checkPrinted(target);
        return reading;
    }

    private static Reading once(Target target, String text) {
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        Object value = null;
        List<Fault> faults = List.of();
        try {
            value = target.read(text);
        } catch (LanguageException e) {
            faults = e.faults();
        } catch (HyperspaceException e) {
            faults = List.of(e.fault());
        }
        Duration time = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
        return new Reading(value, faults, time, THREADS.getCurrentThreadAllocatedBytes() - memory);
    }

    private boolean isSoon(String text) {
        long kib = Math.max(1, bytes(text) / 1024);
        return time.compareTo(TIME_PER_KIB.multipliedBy(kib)) <= 0;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What is printed is read as the same value, and printed as the same text. */
    private void checkPrinted(Target target) {
        if (value == null || !target.isPrinted()) {
            return;
        }
        String printed = target.print(value);
        Object again = once(target, printed).value();
        if (again == null || !again.equals(value) || !target.print(again).equals(printed)) {
            throw new AssertionError("it prints as\n" + printed + "\nwhich is read as\n" + again);
        }
    }

    /** A fault points into its text and is short, however long the text. */
    private static void checkShown(String text, Fault fault) {
        SpanRef span = fault.span();
        if (span != null) {
            String line = text.split("\n", -1)[span.line() - 1];
            if (span.column() - 1 > line.codePointCount(0, line.length())) {
                throw new AssertionError("it points behind its line: " + span);
            }
        }
        String shown = FaultPrinter.render(fault);
        if (shown.length() > 4 * MAX_EXCERPT_LINE
                || shown.lines().anyMatch(line -> line.length() > MAX_EXCERPT_LINE)
                || shown.codePoints().anyMatch(Reading::isHidden)) {
            throw new AssertionError("it is shown as\n" + shown);
        }
    }

    /** Whether a terminal would act on a character, or show nothing for it. */
    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint != '\n';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** In short what became of it: what sort of value, or the codes of its faults. */
    String outcome() {
        if (value instanceof List<?> several) {
            Set<String> sorts = several.stream().map(Reading::sort).collect(Collectors.toSet());
            return Stream.concat(
                            Stream.of(several.size() + " values"),
                            sorts.stream().sorted())
                    .collect(Collectors.joining(" "));
        }
        return value != null ? sort(value) : faults.stream().map(Fault::code).collect(Collectors.joining(" "));
    }

    private static String sort(Object value) {
        return value.getClass().getSimpleName();
    }
}
