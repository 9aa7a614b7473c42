package io.hyperspace.drivers.mechtron;

/**
 * Makes sure that a host function has room on the Java stack. A guest may call one when it has used its stack up; then
 * the overflow shall happen here, in code that can be left anywhere, and not amid the host's own work.
 */
final class StackProbe {

    private StackProbe() {}

    /**
     * Goes some calls down and comes back.
     *
     * @throws StackOverflowError when there is no room
     */
    static long reserve(int frames) {
        return down(frames, frames, frames, frames, frames, frames);
    }

    private static long down(int left, long a, long b, long c, long d, long e) {
        if (left == 0) {
            return a + b + c + d + e;
        }
        return down(left - 1, b + 1, c ^ left, d + 3, e ^ a, a + b) + a + b + c + d + e;
    }
}
