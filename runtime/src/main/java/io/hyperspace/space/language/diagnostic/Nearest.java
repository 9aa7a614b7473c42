package io.hyperspace.space.language.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the known words that a wrong one was probably meant to be. */
final class Nearest {

    private static final int MAX_LENGTH = 80;
    private static final int MAX_NAMES = 3;

    private Nearest() {}

    /** A sentence such as {@code did you mean 'Space'?}, or an empty text when nothing is near. */
    static String didYouMean(String wrong, Collection<String> known) {
        List<String> names = names(wrong, known);
        if (names.isEmpty()) {
            return "";
        }
        String last = "'" + names.get(names.size() - 1) + "'";
        if (names.size() == 1) {
            return "did you mean " + last + "?";
        }
        return names.subList(0, names.size() - 1).stream()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", ", "did you mean ", " or " + last + "?"));
    }

    private static List<String> names(String wrong, Collection<String> known) {
        List<String> best = new ArrayList<>();
        if (wrong.length() > MAX_LENGTH) {
            return best;
        }
        int least = Math.max(1, wrong.length() / 3) + 1;
        for (String name : new TreeSet<>(known)) {
            int distance = distance(wrong, name, least);
            if (distance < least) {
                best.clear();
                least = distance;
            }
            if (distance == least && (least <= Math.max(1, wrong.length() / 3)) && best.size() < MAX_NAMES) {
                best.add(name);
            }
        }
        return best;
    }

    /** How far two words are apart; case does not count, and one that only lacks the other's angle brackets is near. */
    private static int distance(String wrong, String name, int limit) {
        if (name.equalsIgnoreCase(wrong)) {
            return 0;
        }
        if (name.startsWith(wrong + "<") || wrong.startsWith(name + "<")) {
            return 1;
        }
        return edits(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), limit);
    }

    /**
     * Optimal string alignment: how many letters must be put in, left out, changed or swapped with their neighbour. Known
     * names of a far different length are given up at once.
     */
    private static int edits(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
