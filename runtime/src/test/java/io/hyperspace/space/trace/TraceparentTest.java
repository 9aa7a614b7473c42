package io.hyperspace.space.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.WaveId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code traceparent}, with the examples of the recommendation. */
final class TraceparentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String GOOD = "00-" + TRACE + "-" + SPAN + "-01";

    private static Traceparent read(String text) {
        return Objects.requireNonNull(Traceparent.parse(text), text);
    }

    @Test
    void aGoodOneSaysTraceSpanAndFlagAndIsWrittenAsItWasRead() {
        Traceparent parent = read(GOOD);

        assertThat(parent.trace()).hasToString(TRACE);
        assertThat(parent.span()).hasToString(SPAN);
        assertThat(parent.isSampled()).isTrue();
        assertThat(parent).hasToString(GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "03", "ff", "0b", "09"})
    void theLastBitOfTheFlagsSaysThatItIsSampled(String flags) {
        assertThat(read("00-" + TRACE + "-" + SPAN + "-" + flags).isSampled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "fe", "0a", "f0"})
    void withoutItIsNot(String flags) {
        assertThat(read("00-" + TRACE + "-" + SPAN + "-" + flags).isSampled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cc-" + TRACE + "-" + SPAN + "-01",
                "01-" + TRACE + "-" + SPAN + "-01-what-the-future-will-be-like",
                "fe-" + TRACE + "-" + SPAN + "-01-"
            })
    void aVersionToComeIsReadAsFarAsThisOneGoesAndGoesOnAsThisOne(String text) {
        assertThat(read(text)).hasToString(GOOD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "00",
                "00-" + TRACE,
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-",
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-011",
                "00-" + TRACE + "-" + SPAN + "-01-",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-01 ",
                " 00-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01.more",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "ff-" + TRACE + "-" + SPAN + "-01-more",
                "0-" + TRACE + "-" + SPAN + "-01",
                "000-" + TRACE + "-" + SPAN + "-01",
                "0x-" + TRACE + "-" + SPAN + "-01",
                "0A-" + TRACE + "-" + SPAN + "-01",
                "00_" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "_" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "_01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "-00F067AA0BA902B7-01",
                "00-" + TRACE + "-" + SPAN + "-0A",
                "00-" + TRACE + "-" + SPAN + "-0g",
                "00-4bf92f3577b34da6a3ce929d0e0e473-" + SPAN + "-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e47366-00f067aa0ba902b-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-" + SPAN + "-01",
                "00-" + TRACE + "-00f067aa0ba902b+-01",
                "00-" + TRACE + "-00f067aa0ba902b\u0667-01"
            })
    void whatDoesNotHaveItsFormIsNone(String text) {
        assertThat(Traceparent.parse(text)).isNull();
        assertThat(Traceparent.of(Headers.of("traceparent", text))).isNull();
    }

    @Test
    void headersSayOneThingOrNothing() {
        assertThat(Traceparent.of(Headers.NONE)).isNull();
        assertThat(Traceparent.of(Headers.of("accept", GOOD))).isNull();
        assertThat(Traceparent.of(Headers.of("Traceparent", GOOD))).isEqualTo(read(GOOD));
        assertThat(Traceparent.of(new Headers(Map.of("traceparent", List.of(GOOD, GOOD)))))
                .isNull();
        assertThat(Traceparent.of(new Headers(Map.of("traceparent", List.of()))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4bf9",
                TRACE + "0",
                "4BF92F3577B34DA6A3CE929D0E0E4736",
                "x",
                "00000000000000000000000000000000"
            })
    void noTraceIsNamedSo(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TraceId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00f067", SPAN + "0", "00F067AA0BA902B7", "0000000000000000"})
    void noSpanIsNamedSo(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SpanId.parse(text));
    }

    @Test
    void namesAreReadAsTheyAreWrittenAndDiffer() {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            TraceId trace = TraceId.next();
            WaveId wave = WaveId.next();
            assertThat(TraceId.parse(trace.toString())).isEqualTo(trace);
            assertThat(SpanId.parse(SpanId.of(wave).toString())).isEqualTo(SpanId.of(wave));
            assertThat(seen.add(trace)).isTrue();
            assertThat(seen.add(SpanId.of(wave))).isTrue();
            assertThat(seen.add(SpanId.of(wave.derived(1)))).isTrue();
        }
    }
}
