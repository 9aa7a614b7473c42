package io.hyperspace.drivers.mechtron;

import io.hyperspace.drivers.mechtron.chicory.ChicoryEngine;
import io.hyperspace.drivers.mechtron.engine.GuestInstance;
import java.util.List;
import java.util.Random;

/**
 * Runs random functions compiled and interpreted, in a JVM of its own. Each is trained on small values until it is hot
 * and then called with values outside of that range; both engines must agree. Ends with 0 when they do.
 */
final class MiscompileFuzz {

    private static final long PAGE = 65_536;
    private static final int REPEATS = 30;
    private static final int ROUNDS = 12_000;
    private static final int PROBES = 12;

    private MiscompileFuzz() {}

    /** @param arguments for how many seconds each, and the seeds */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        long nanos = Long.parseLong(arguments[0]) * 1_000_000_000L;
        int functions = 0;
        int wrong = 0;
        for (int i = 1; i < arguments.length; i++) {
            long end = System.nanoTime() + nanos;
            for (long seed = Long.parseLong(arguments[i]); System.nanoTime() < end; seed++) {
                functions += RandomFunctions.FUNCTIONS;
                wrong += wrongFunctions(seed);
            }
        }
        System.out.println("functions=" + functions + " wrong=" + wrong);
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static int wrongFunctions(long seed) {
        byte[] wasm = new RandomFunctions(seed).module();
        GuestInstance compiled = ChicoryEngine.create().load(wasm).start(PAGE, List.of());
        GuestInstance interpreted = ChicoryEngine.interpreting().load(wasm).start(PAGE, List.of());
        int wrong = 0;
        for (int f = 0; f < RandomFunctions.FUNCTIONS; f++) {
            wrong += disagrees(compiled, interpreted, "f" + f, new Random(seed)) ? 1 : 0;
        }
        return wrong;
    }

    private static boolean disagrees(
            GuestInstance compiled, GuestInstance interpreted, String function, Random random) {
        int range = RandomFunctions.END - RandomFunctions.LOWEST;
        for (int i = 0; i < ROUNDS; i++) {
            compiled.call(function, RandomFunctions.LOWEST + i % range, REPEATS);
        }
        boolean wrong = false;
        for (int i = 0; i < PROBES; i++) {
            long value = i % 4 == 3 ? random.nextInt() : random.nextInt(160) - 64;
            long repeats = 1L + random.nextInt(REPEATS);
            wrong |= compiled.call(function, value, repeats) != interpreted.call(function, value, repeats);
        }
        return wrong;
    }
}
