package io.hyperspace.benchmark;

import io.hyperspace.space.point.Point;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A plain point of five segments, read for the first time and again. */
@State(Scope.Thread)
public class PointBenchmark {

    private static final String SEEN = "localhost:app:users:eu-west:scott";
    private static final int DIGITS = 9;

    private final byte[] seen = SEEN.getBytes(StandardCharsets.US_ASCII);
    private final byte[] numbered = "localhost:app:users:eu:u000000000".getBytes(StandardCharsets.US_ASCII);

    /** A text that never was before, made of the one before it by counting up. */
    private String next() {
        int at = numbered.length - 1;
        while (at >= numbered.length - DIGITS && numbered[at] == '9') {
            numbered[at--] = '0';
        }
        numbered[at]++;
        return new String(numbered, StandardCharsets.ISO_8859_1);
    }

    /** Never seen before; the time to make the text is counted too. */
    @Floor(5_000_000)
    @Benchmark
    public Point fresh() {
        return Point.parse(next());
    }

    /** Seen before, in the same String. */
    @Floor(30_000_000)
    @Benchmark
    public Point seen() {
        return Point.parse(SEEN);
    }

    /** Seen before, in a String that is made anew each time as when it comes off the wire; making it is counted too. */
    @Floor(30_000_000)
    @Benchmark
    public Point seenInAnotherString() {
        return Point.parse(new String(seen, StandardCharsets.ISO_8859_1));
    }

    /** What making a String costs of the measurement before, for comparison. */
    @Floor(0)
    @Benchmark
    public String anotherStringAlone() {
        return new String(seen, StandardCharsets.ISO_8859_1);
    }

    /** Never seen before, and taken apart as well. */
    @Floor(0)
    @Benchmark
    public int freshWithItsSegments() {
        return Point.parse(next()).segments().size();
    }

    @Floor(0)
    @Benchmark
    public int hash() {
        return Point.parse(SEEN).hashCode();
    }
}
