package io.hyperspace.delivery;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Reflected;
import java.util.Set;

/**
 * Which answers say that the wave was not taken now and may be in a moment: something is not ready, full, moving or gone.
 * What will be the same the next time is not among them; nor is quarantine. Of a wave that a core has begun none is answered:
 * its particle says that it is half done instead.
 */
public final class Passing {

    private static final String REGISTRY = "E02";
    private static final String MACHINE = "E07";
    private static final String FULL = "E0404";
    /** No thread for a guest is free; a mechtron is stopping; its mailbox is full. */
    private static final Set<String> GUESTS = Set.of("E0507", "E0519", "E0520");

    private Passing() {}

    static boolean isPassing(Reflected answer) {
        return answer.body() instanceof Substance.Err err && isPassing(err.value());
    }

    /** Whether a core that answers this has not begun what it was asked for. */
    public static boolean isUntouched(Fault fault) {
        return GUESTS.contains(fault.code());
    }

    public static boolean isPassing(Fault fault) {
        String code = fault.code();
        return switch (fault.status()) {
            case 429 -> code.equals(FULL) || GUESTS.contains(code);
            case 503 -> code.startsWith(REGISTRY) || code.startsWith(MACHINE) || GUESTS.contains(code);
            default -> false;
        };
    }
}
