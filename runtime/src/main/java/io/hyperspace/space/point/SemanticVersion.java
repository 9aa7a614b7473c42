package io.hyperspace.space.point;

import java.math.BigInteger;
import java.util.List;

/**
 * A version in its parts, ordered as semver.org says; numbers may be of any size.
 *
 * @param core major, minor and patch
 * @param tail the parts of the pre-release, none for a release
 */
record SemanticVersion(List<String> core, List<String> tail) implements Comparable<SemanticVersion> {

    /** @param text a version for which {@link Versions#isVersion} holds */
    static SemanticVersion of(String text) {
        int dash = text.indexOf('-');
        String core = dash < 0 ? text : text.substring(0, dash);
        return new SemanticVersion(
                List.of(core.split("\\.", -1)),
                dash < 0 ? List.of() : List.of(text.substring(dash + 1).split("\\.", -1)));
    }

    /** The lowest version of all that have the first {@code index} numbers and a higher one behind them. */
    SemanticVersion after(int index) {
        String[] next = {"0", "0", "0"};
        for (int i = 0; i < index; i++) {
            next[i] = core.get(i);
        }
        next[index] = new BigInteger(core.get(index)).add(BigInteger.ONE).toString();
        return new SemanticVersion(List.of(next), List.of("0"));
    }

    boolean isRelease() {
        return tail.isEmpty();
    }

    @Override
    public int compareTo(SemanticVersion other) {
        for (int i = 0; i < core.size(); i++) {
            int order = compareNumbers(core.get(i), other.core.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (tail.isEmpty() || other.tail.isEmpty()) {
            return Boolean.compare(tail.isEmpty(), other.tail.isEmpty());
        }
        for (int i = 0; i < Math.min(tail.size(), other.tail.size()); i++) {
            int order = compareIdentifiers(tail.get(i), other.tail.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(tail.size(), other.tail.size());
    }

    private static int compareIdentifiers(String a, String b) {
        boolean aNumber = isNumber(a);
        boolean bNumber = isNumber(b);
        if (aNumber && bNumber) {
            return compareNumbers(a, b);
        }
        return aNumber == bNumber ? a.compareTo(b) : Boolean.compare(bNumber, aNumber);
    }

    private static int compareNumbers(String a, String b) {
        int byLength = Integer.compare(a.length(), b.length());
        return byLength != 0 ? byLength : a.compareTo(b);
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
