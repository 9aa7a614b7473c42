package io.hyperspace.benchmark.wave;

import io.hyperspace.benchmark.Figures;
import io.hyperspace.benchmark.Measure;
import java.util.stream.IntStream;

/** Two ways to do the same, measured in turns; the first rounds warm both up and are not counted. */
final class Pair {

    private static final int ROUNDS = 7;
    /** After fewer the compiler is still at work: the ratio of pings was anything between 0.8 and 1.3. */
    private static final int WARM_UPS = 3;

    static final int ALL = WARM_UPS + ROUNDS;

    private final double[] ours = new double[ROUNDS];
    private final double[] theirs = new double[ROUNDS];

    /** Measures one round, of the number it is given. */
    interface Round {
        double measure(int round) throws Exception;
    }

    private Pair() {}

    /** Measures ours after theirs, round by round; rounds are counted from 0, those that warm up included. */
    static Pair of(Round ours, Round theirs) throws Exception {
        Pair pair = new Pair();
        for (int round = 0; round < ALL; round++) {
            double plain = theirs.measure(round);
            double own = ours.measure(round);
            if (round >= WARM_UPS) {
                pair.theirs[round - WARM_UPS] = plain;
                pair.ours[round - WARM_UPS] = own;
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

    /** The rounds' ratios, the least first. */
    private double[] ratios() {
        return IntStream.range(0, ROUNDS)
                .mapToDouble(i -> ours[i] / theirs[i])
                .sorted()
                .toArray();
    }

    private void tellRatios(Figures figures) {
        double[] ratios = ratios();
        figures.told("least ratio of a round", ratios[0], "");
        figures.told("largest ratio of a round", ratios[ROUNDS - 1], "");
    }

    /** Tells how many a second each does, and that ours have to be so many times as many. */
    void tellRates(Figures figures, double atLeast, String what, String beside) {
        figures.told(what, ours(), "/s");
        figures.told(beside, theirs(), "/s");
        figures.atLeast(atLeast, "ratio of the two, median of the rounds", Measure.median(ratios()), "");
        tellRatios(figures);
    }

    /** Tells how long each takes, and that ours may take so many times as long. */
    void tellMicros(Figures figures, double atMost, String what, String beside) {
        figures.told(what, ours(), "µs");
        figures.told(beside, theirs(), "µs");
        figures.atMost(atMost, "ratio of the two, median of the rounds", Measure.median(ratios()), "");
        tellRatios(figures);
    }
}
