package io.hyperspace.space.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.WaveId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wave that is sent because of another says of their trace. */
final class TraceHeadersTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";
    private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final WaveId next = WaveId.next();
    private final String child = "00-" + TRACE + "-" + SpanId.of(next) + "-01";

    private static Headers headers(String... namesAndValues) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return new Headers(values);
    }

    private Headers onward(Headers own, Headers cause) {
        return TraceHeaders.onward(own, HeadedWaves.ping(cause), next);
    }

    @Test
    void aTraceGoesOnUnderANewSpanAndWithItsState() {
        Headers cause = headers("traceparent", SAMPLED, "tracestate", "congo=t61", "accept", "text/html");

        assertThat(onward(headers("x", "1"), cause))
                .isEqualTo(headers("x", "1", "traceparent", child, "tracestate", "congo=t61"));
    }

    @Test
    void whoPassesOnWhatCameGoesOnWithTheTraceToo() {
        assertThat(onward(headers("traceparent", SAMPLED), headers("traceparent", SAMPLED)))
                .isEqualTo(headers("traceparent", child));
    }

    @Test
    void whoNamesAnotherTraceIsLeftToIt() {
        Headers own = headers("traceparent", OTHER, "tracestate", "a=1");

        assertThat(onward(own, headers("traceparent", SAMPLED, "tracestate", "b=2")))
                .isSameAs(own);
    }

    @Test
    void whatHasNoFormIsNoTraceOfTheSender() {
        assertThat(onward(headers("traceparent", "mine", "tracestate", "a=1"), headers("traceparent", SAMPLED)))
                .isEqualTo(headers("traceparent", child));
    }

    @Test
    void aTraceThatIsNotRecordedIsPassedOnAsItIs() {
        assertThat(onward(Headers.NONE, headers("traceparent", UNSAMPLED)))
                .isEqualTo(headers("traceparent", UNSAMPLED));
    }

    @Test
    void withoutATraceNothingIsAdded() {
        Headers own = headers("x", "1");

        assertThat(TraceHeaders.onward(own, null, next)).isSameAs(own);
        assertThat(onward(own, Headers.NONE)).isSameAs(own);
        assertThat(onward(own, headers("accept", "text/html"))).isSameAs(own);
        assertThat(onward(own, headers("traceparent", "00-bad", "tracestate", "a=1")))
                .isSameAs(own);
    }

    @Test
    void ofACallOnlyATraceOfTheRightFormIsTakenAndTheWavesOwnComesFirst() {
        Headers call = TraceHeaders.only(headers("traceparent", SAMPLED, "tracestate", "a=1", "x", "y"));

        assertThat(call).isEqualTo(headers("traceparent", SAMPLED, "tracestate", "a=1"));
        assertThat(TraceHeaders.only(headers("traceparent", "x", "tracestate", "a=1")))
                .isSameAs(Headers.NONE);
        assertThat(TraceHeaders.in(headers("b", "c"), call))
                .isEqualTo(headers("b", "c", "traceparent", SAMPLED, "tracestate", "a=1"));
        assertThat(TraceHeaders.in(headers("traceparent", OTHER), call)).isEqualTo(headers("traceparent", OTHER));
        assertThat(TraceHeaders.in(headers("b", "c"), Headers.NONE)).isEqualTo(headers("b", "c"));
    }

    private static String state(String text) {
        Headers gone = TraceHeaders.only(headers("traceparent", SAMPLED, "tracestate", text));
        return String.valueOf(gone.first("tracestate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1",
                "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
                "fw529a3039@dt=FfnnOzI, a_-*/9=b c",
                "0tenant@sys=!\"#$%&'()*+-./:;<>?@[]^_`{|}~"
            })
    void aStateOfTheRightFormGoesOn(String text) {
        assertThat(state(text)).isEqualTo(text.replace(", ", ","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "a",
                "=1",
                "a=",
                "A=1",
                "9a=1",
                "a b=1",
                "a@=1",
                "@a=1",
                "a@b@c=1",
                "a@9b=1",
                "a@bcdefghijklmnop=1",
                "a=1=2",
                "a=b\u00e9",
                "a=b\tc",
                "a=1,a=2",
                "a=1,b"
            })
    void anyOtherIsDropped(String text) {
        assertThat(state(text)).isEqualTo("null");
    }

    @Test
    void aStateHasAtMostThirtyTwoMembers() {
        List<String> members =
                IntStream.range(0, 33).mapToObj(i -> "k" + i + "=v").toList();

        assertThat(state(String.join(",", members.subList(0, 32)))).isEqualTo(String.join(",", members.subList(0, 32)));
        assertThat(state(String.join(",", members))).isEqualTo("null");
    }

    @Test
    void ofALongStateLongMembersAreLeftOutFirstAndThenTheLast() {
        String large = "large=" + "x".repeat(200);
        String many = IntStream.range(0, 20)
                .mapToObj(i -> "k" + i + "=" + "v".repeat(24))
                .collect(Collectors.joining(","));

        String told = state(large + "," + many);
        assertThat(told).startsWith("k0=").doesNotContain("large").hasSizeLessThanOrEqualTo(512);
        assertThat(many).startsWith(told);
        assertThat(told + ",k" + told.split(",").length + "=" + "v".repeat(24)).hasSizeGreaterThan(512);
    }

    @Test
    void severalLinesOfAStateAreOne() {
        Map<String, List<String>> values =
                Map.of("traceparent", List.of(SAMPLED), "tracestate", List.of("a=1,b=2", "c=3"));

        assertThat(TraceHeaders.only(new Headers(values)).first("tracestate")).isEqualTo("a=1,b=2,c=3");
        List<String> endless = Collections.nCopies(40_000, "a=1");
        assertThat(TraceHeaders.only(new Headers(Map.of("traceparent", List.of(SAMPLED), "tracestate", endless)))
                        .first("tracestate"))
                .isNull();
    }

    @Test
    void onlyASampledWaveIsTrackedAndItsNameIsReadAsItIsWritten() {
        TracedWave traced = TracedWave.of(HeadedWaves.ping(headers("traceparent", SAMPLED)));

        assertThat(traced).isNotNull();
        assertThat(TracedWave.parse(String.valueOf(traced))).isEqualTo(traced);
        assertThat(TracedWave.of(HeadedWaves.ping(Headers.NONE))).isNull();
        assertThat(TracedWave.of(HeadedWaves.ping(headers("accept", "text/html"))))
                .isNull();
        assertThat(TracedWave.of(HeadedWaves.ping(headers("traceparent", UNSAMPLED))))
                .isNull();
        assertThat(TracedWave.of(HeadedWaves.ping(headers("traceparent", SAMPLED + "-x"))))
                .isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> TracedWave.parse("00-x"));
    }
}
