package io.hyperspace.space.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stops that a wave makes one after the other; what one stop answers is the body for the next. It prints as a document
 * has it.
 *
 * @param steps 1 to {@value #MAX_STEPS}; the first directs, and {@link Stop.Reflect} stands only in the last
 */
public record Pipeline(List<Step> steps) {

    public static final int MAX_STEPS = 64;

    public Pipeline {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("a pipeline has 1 to " + MAX_STEPS + " stops");
        }
        if (steps.get(0).arrow() != Step.Arrow.DIRECT) {
            throw new IllegalArgumentException("a pipeline directs first");
        }
        if (steps.stream().limit(steps.size() - 1L).anyMatch(step -> step.stop() instanceof Stop.Reflect)) {
            throw new IllegalArgumentException("nothing follows '&'");
        }
    }

    /** A pipeline to the particle's own core and back. */
    public static final Pipeline CORE = of(new Stop.Core(), new Stop.Reflect());

    /** A pipeline that directs from stop to stop and takes any body; it reflects to the sender. */
    public static Pipeline of(Stop... stops) {
        List<Step> steps = new ArrayList<>();
        for (Stop stop : stops) {
            boolean back = stop instanceof Stop.Reflect && !steps.isEmpty();
            steps.add(back ? Step.reflect(stop) : Step.direct(stop));
        }
        return new Pipeline(steps);
    }

    /** Where it leads, in order. */
    public List<Stop> stops() {
        return steps.stream().map(Step::stop).toList();
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(" "));
    }
}
