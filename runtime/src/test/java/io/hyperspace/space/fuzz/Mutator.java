package io.hyperspace.space.fuzz;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages texts in ways that people, and those who mean harm, would. */
final class Mutator {

    /** No text grows further. */
    static final int MAX_LENGTH = 64 << 10;

    private static final int MAX_MUTATIONS = 4;
    private static final int MAX_NEST = 3_000;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]+|\\s+|[^A-Za-z0-9_.\\s-]");
    private static final String SYMBOLS = "<>{}()[]'\"\\/:*+%$^&#;,!.-=?@~| \n\t\r09aZ";

    /** Characters that texts rarely hold: controls, line ends of all sorts, direction marks, halves, wide ones. */
    private static final int[] RARE = {
        0, 1, 0x1B, 0x7F, 0x85, 0xA0, 0xAD, 0x301, 0x660, 0x200B, 0x200D, 0x2028, 0x2029, 0x202E, 0x2066, 0x3000,
        0xD800, 0xDC00, 0xFEFF, 0xFFFD, 0xFFFF, 0xFF11, 0x1F600, 0xE0041, 0x10FFFF, 'é', '日'
    };

    private static final List<String> PIECES = List.of(
            "${",
            "${x}",
            "$1",
            "$",
            "::",
            ":/",
            "..",
            "...",
            "**",
            "**:",
            "+:",
            "ROOT",
            "ROOT+:",
            "<<a:b[0]>>::",
            "[a]::",
            "^[",
            " ]",
            "->",
            "=>",
            "-[ ",
            " ]->",
            "=[",
            "(())",
            "((*))",
            "&",
            "&;",
            "Route -> {",
            "Ext<A> -> (());",
            "Map{ a<",
            "Text",
            "Text[]",
            "~a",
            "(auth)",
            "-(privilege 'x')",
            "create ",
            "create! a<Space>;",
            "as-of 10m",
            "grant perm ",
            "access list ",
            "Hyp<Init>",
            "Wasm {",
            "Install {",
            "+a=b;",
            "+@a=",
            "!a",
            "(^1 || 2.x)",
            "'",
            "\"",
            "\\u00e9",
            "\\uD800",
            "# c\n",
            "{\"a\":[",
            "1e999999999",
            "9223372036854775808",
            "x{1000}",
            "(?<a>.*)",
            "[^]]",
            "list",
            "anonymous",
            "hyperuser",
            "\r\n");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /**
     * A text with something done to it, once or a few times.
     *
     * @param other another text, parts of which may be put in
     */
    String mutated(String text, String other) {
        String out = text;
        int times = random.nextBoolean() ? 1 : 1 + random.nextInt(MAX_MUTATIONS);
        for (int i = times; i > 0; i--) {
            out = once(out, other);
            out = out.length() > MAX_LENGTH ? out.substring(0, MAX_LENGTH) : out;
        }
        return out;
    }

    private String once(String text, String other) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + (random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(8)));
        String before = text.substring(0, at);
        String part = text.substring(at, end);
        String after = text.substring(end);
        return switch (random.nextInt(12)) {
            case 0 -> before + after;
            case 1 -> before + part + part + after;
            case 2 -> before + part.repeat(1 + random.nextInt(times(part))) + after;
            case 3 -> before + SYMBOLS.charAt(random.nextInt(SYMBOLS.length())) + part + after;
            case 4 -> before + SYMBOLS.charAt(random.nextInt(SYMBOLS.length())) + after;
            case 5 -> before + rare() + part + after;
            case 6 -> before + piece() + part + after;
            case 7 -> before + spliced(other) + after;
            case 8 -> swapped(text);
            case 9 -> before + nested(part) + after;
            case 10 -> random.nextBoolean() ? before : part + after;
            default -> before + (random.nextBoolean() ? part.toUpperCase(java.util.Locale.ROOT) : piece()) + after;
        };
    }

    private int times(String part) {
        int most = random.nextInt(10) == 0 ? MAX_NEST : 10;
        return Math.max(1, Math.min(most, MAX_LENGTH / Math.max(1, part.length())));
    }

    private String rare() {
        int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x110000) : RARE[random.nextInt(RARE.length)];
        return new String(new int[] {codePoint}, 0, 1);
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private String spliced(String other) {
        int from = random.nextInt(other.length() + 1);
        return other.substring(from, Math.min(other.length(), from + random.nextInt(80)));
    }

    /** Two tokens in each other's place. */
    private String swapped(String text) {
        List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
        if (tokens.size() < 2) {
            return text;
        }
        int i = random.nextInt(tokens.size() - 1);
        MatchResult first = tokens.get(i);
        MatchResult second = tokens.get(Math.min(tokens.size() - 1, i + 1 + random.nextInt(4)));
        return text.substring(0, first.start())
                + second.group()
                + text.substring(first.end(), second.start())
                + first.group()
                + text.substring(second.end());
    }

    private String nested(String part) {
        String[] pair = List.of("{ }", "( )", "[ ]", "< >", "{\"a\": }", "Map{a< >}", "Route->{ }", "(?: )", "${ }")
                .get(random.nextInt(9))
                .split(" ");
        int deep = random.nextInt(5) == 0 ? random.nextInt(MAX_NEST) : random.nextInt(70);
        return pair[0].repeat(deep) + part + (random.nextInt(3) == 0 ? "" : pair[1].repeat(deep));
    }
}
