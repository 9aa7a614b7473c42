package io.hyperspace.benchmark.wave;

import io.hyperspace.benchmark.Figures;
import io.hyperspace.benchmark.Measure;
import java.util.stream.IntStream;

/** Two ways to do the same, measured in turns; the first rounds warm both up and are not counted. */
final class Pair {

    static final int ROUNDS = 7;

    private final double[] ours = new double[ROUNDS];
    private final double[] theirs = new double[ROUNDS];

    /** Measures one round, of the number it is given. */
    interface Round {
        double measure(int round) throws Exception;
    }

    private Pair() {}

    /** Measures ours after theirs, round by round, after one that warms up. */
    static Pair of(Round ours, Round theirs) throws Exception {
        return of(1, ours, theirs);
    }

    /**
     * Measures ours after theirs, round by round; rounds are counted from 0, those that warm up included.
     *
     * @param warmUps how many warm up
     */
    static Pair of(int warmUps, Round ours, Round theirs) throws Exception {
        Pair pair = new Pair();
        for (int round = 0; round < warmUps + ROUNDS; round++) {
            double plain = theirs.measure(round);
            double own = ours.measure(round);
            if (round >= warmUps) {
                pair.theirs[round - warmUps] = plain;
                pair.ours[round - warmUps] = own;
            }
        }
        return pair;
    }

    double ours() {
        return Measure.median(ours);
    }

    double theirs() {
        return Measure.median(theirs);
    }

    /** The median of the rounds' ratios. */
    double ratio() {
        return Measure.median(
                IntStream.range(0, ROUNDS).mapToDouble(i -> ours[i] / theirs[i]).toArray());
    }

    /** Tells how many a second each does, and that ours have to be so many times as many. */
    void tellRates(Figures figures, double atLeast, String what, String beside) {
        figures.told(what, ours(), "/s");
        figures.told(beside, theirs(), "/s");
        figures.atLeast(atLeast, "ratio of the two, median of the rounds", ratio(), "");
    }

    /** Tells how long each takes, and that ours may take so many times as long. */
    void tellMicros(Figures figures, double atMost, String what, String beside) {
        figures.told(what, ours(), "µs");
        figures.told(beside, theirs(), "µs");
        figures.atMost(atMost, "ratio of the two, median of the rounds", ratio(), "");
    }
}
