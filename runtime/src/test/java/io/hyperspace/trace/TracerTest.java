package io.hyperspace.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.trace.HeadedWaves;
import io.hyperspace.space.trace.SpanId;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.trace.Traceparent;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TracerTest {

    private final TraceId trace = TraceId.next();
    private final Tracer tracer = new Tracer("m1", 4, 4, 4);
    private final List<TraceRecord> told = new ArrayList<>();

    private Ping tracked() {
        return HeadedWaves.ping(
                Headers.of("traceparent", new Traceparent(trace, SpanId.of(WaveId.next()), true).toString()));
    }

    @Test
    void listenersAreToldOfWhatIsKeptAndOneThatFailsHarmsNobody() {
        tracer.listeners(List.of(
                record -> {
                    throw new IllegalStateException("broken");
                },
                told::add));
        Ping ping = tracked();

        tracer.passed(ping, Layer.SENT);

        assertThat(told).hasSize(1).isEqualTo(tracer.page(trace, 0).records());
        assertThat(told.get(0).wave().id()).isEqualTo(ping.id());
    }

    @Test
    void nothingIsLeftOfAnUntrackedWave() {
        tracer.listeners(List.of(told::add));
        Ping cause = tracked();
        for (Headers headers : List.of(Headers.NONE, Headers.of("x", "y"), Headers.of("traceparent", "z"))) {
            Ping ping = HeadedWaves.ping(headers);
            tracer.passed(ping, Layer.SENT);
            tracer.left(ping, Layer.FIELD, null, 0, Fate.of(Faults.internal()));
            tracer.caused(ping, Layer.CAUSED, cause, ping.to());
        }
        tracer.relayed(null, StarKey.parse("<<central:nexus[0]>>"));

        assertThat(told).isEmpty();
    }

    @Test
    void aParentIsNamedOnlyInItsOwnTrace() {
        tracer.listeners(List.of(told::add));
        Ping ofAnotherTrace =
                HeadedWaves.ping(Headers.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        tracer.caused(tracked(), Layer.CAUSED, ofAnotherTrace, Point.parse("a:b"));

        assertThat(told).singleElement().extracting(TraceRecord::parent).isNull();
    }

    @Test
    void aDetailHasALargestLength() {
        assertThat(Fate.passed("x".repeat(200)).detail()).hasSize(200);
        assertThat(Fate.passed("x".repeat(201)).detail()).hasSize(200).endsWith("…");
    }
}
