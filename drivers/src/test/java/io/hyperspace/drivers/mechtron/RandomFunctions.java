package io.hyperspace.drivers.mechtron;

import static io.hyperspace.drivers.mechtron.ModuleBuilder.I32;
import static io.hyperspace.drivers.mechtron.ModuleBuilder.bytes;
import static io.hyperspace.drivers.mechtron.ModuleBuilder.signed;

import java.util.Random;

/**
 * Modules of random functions {@code (i32, i32) -> i32}: a loop over the second argument whose body compares a value,
 * made from the first, as an unsigned number with several bounds. Many of the bounds are the ends of the range that the
 * first argument is trained on, so that one side of a compare is never taken until a value from outside comes. That is
 * what HotSpot 17 gets wrong.
 */
final class RandomFunctions {

    static final int FUNCTIONS = 24;

    /** The first argument is trained on values from this one on. */
    static final int LOWEST = 16;

    /** The first value after those. */
    static final int END = 48;

    private static final int[] UNSIGNED_COMPARES = {0x49, 0x4b, 0x4d, 0x4f};
    private static final int[] ARITHMETIC = {0x6a, 0x6b, 0x6c, 0x72, 0x73};
    private static final int ACCUMULATOR = 2;
    private static final int COUNTER = 3;
    private static final int VALUE = 4;

    private final Random random;
    private int offset;

    RandomFunctions(long seed) {
        this.random = new Random(seed);
    }

    /** The next module; its functions are {@code f0} to {@code f23}. */
    byte[] module() {
        ModuleBuilder module = new ModuleBuilder().type(new int[] {I32, I32}, I32);
        for (int i = 0; i < FUNCTIONS; i++) {
            module.function("f" + i, 0, 3, body());
        }
        return module.build();
    }

    /** {@code do { value = a + offset; …; } while (++counter < b); return accumulator}, with ways out of the loop. */
    private byte[] body() {
        offset = random.nextInt(3) == 0 ? 0 : random.nextInt(64) - 32;
        byte[] value = bytes(get(0), constant(offset), 0x6a, set(VALUE));
        byte[] statements = new byte[0];
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            statements = bytes(statements, statement(2));
        }
        byte[] onward = bytes(get(COUNTER), constant(1), 0x6a, 0x22, COUNTER, get(1), 0x48, 0x0d, 0);
        return bytes(0x03, 0x40, value, statements, onward, 0x0b, get(ACCUMULATOR));
    }

    private byte[] statement(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 3)) {
            case 0 -> bytes(compare(), 0x04, 0x40, update(), 0x0b);
            case 1 -> bytes(compare(), 0x04, 0x40, get(ACCUMULATOR), constant(random.nextInt(99)), 0x6a, 0x0f, 0x0b);
            case 2 -> bytes(get(ACCUMULATOR), constant(random.nextInt(9)), 0x6a, compare(), 0x6a, set(ACCUMULATOR));
            case 3 -> bytes(compare(), 0x04, 0x40, statement(depth - 1), 0x05, statement(depth - 1), 0x0b);
            case 4 -> bytes(0x02, 0x40, compare(), 0x0d, 0, compare(), 0x0d, 0, update(), 0x0b);
            default ->
                bytes(
                        compare(),
                        compare(),
                        random.nextBoolean() ? 0x71 : 0x72,
                        0x04,
                        0x40,
                        update(),
                        0x05,
                        statement(depth - 1),
                        0x0b);
        };
    }

    private byte[] compare() {
        int operator = UNSIGNED_COMPARES[random.nextInt(UNSIGNED_COMPARES.length)];
        return bytes(get(VALUE), constant(bound()), operator);
    }

    /** An end of the trained range, give or take a little; or something inside, or anything. */
    private int bound() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> offset + LOWEST - random.nextInt(12);
            case 2, 3 -> offset + END + random.nextInt(12);
            case 4 -> offset + LOWEST + random.nextInt(END - LOWEST);
            default -> random.nextInt();
        };
    }

    private byte[] update() {
        byte[] other = random.nextBoolean() ? get(VALUE) : constant(random.nextInt(1000));
        return bytes(
                get(ACCUMULATOR), other, arithmetic(), constant(1 + random.nextInt(9)), arithmetic(), set(ACCUMULATOR));
    }

    private int arithmetic() {
        return ARITHMETIC[random.nextInt(ARITHMETIC.length)];
    }

    private static byte[] get(int local) {
        return bytes(0x20, local);
    }

    private static byte[] set(int local) {
        return bytes(0x21, local);
    }

    private static byte[] constant(int value) {
        return bytes(0x41, signed(value));
    }
}
