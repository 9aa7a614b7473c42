package io.hyperspace.traversal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class NumberingTest {

    private static final StarKey STAR = StarKey.of(StarKind.MAELSTROM, 3);
    private static final Point ONE = Point.parse("test:one");
    private static final Point OTHER = Point.parse("test:other");

    private final Numbering numbering = new Numbering();

    @Test
    void oneThatIsNotAcceptedHoldsBackThoseBehindItToTheSameTarget() {
        Signal first = numbering.number(signal(ONE), STAR);
        Signal second = numbering.number(signal(ONE), STAR);
        Signal third = numbering.number(signal(OTHER), STAR);
        numbering.over(second);

        assertThat(settledBy(ONE)).isEqualTo(numberOf(first));
        assertThat(settledBy(OTHER)).isEqualTo(numberOf(third));
        numbering.over(first);
        numbering.over(first);
        assertThat(settledBy(ONE)).isEqualTo(4);
    }

    @Test
    void whatAnEarlierLifeSentIsNoneOfItsOwn() {
        Signal own = numbering.number(signal(ONE), STAR);
        numbering.over(new Numbering().number(signal(ONE), STAR));

        assertThat(settledBy(ONE)).isEqualTo(numberOf(own));
    }

    @Test
    void aSignalHasNoNumberWhileNobodyKnowsWhoseOutboxTakesIt() {
        assertThat(numbering.number(signal(ONE), null).head().sequence()).isNull();
    }

    private long settledBy(Point target) {
        return sequence(numbering.number(signal(target), STAR)).settled();
    }

    private static long numberOf(Signal signal) {
        return sequence(signal).number();
    }

    private static Sequence sequence(Signal signal) {
        return Objects.requireNonNull(signal.head().sequence());
    }

    private static Signal signal(Point target) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                Agent.HYPERUSER,
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.Empty.INSTANCE,
                Handling.DURABLE,
                System.currentTimeMillis() + 60_000,
                List.of());
        return new Signal(head, target);
    }
}
