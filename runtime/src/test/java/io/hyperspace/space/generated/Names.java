package io.hyperspace.space.generated;

/** The words that everything else is made of; most are short, some as long as they may be. */
final class Names {

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String SKEWER = LOWER + DIGITS + "-";
    private static final String FILE = LOWER + UPPER + DIGITS + "-_.";

    private final Choices choices;

    Names(Choices choices) {
        this.choices = choices;
    }

    /** A base of a point. */
    String base() {
        return switch (choices.below(8)) {
            case 0, 1, 2 -> choices.one("a", "users", "my-app", "x9", "site", "b-", "one");
            case 7 -> choices.maybe(20, () -> "l".repeat(127)) + "z";
            default -> choices.word(LOWER, SKEWER, 8);
        };
    }

    /** The first segment of a point. */
    String space() {
        if (choices.below(3) < 2) {
            return choices.one("localhost", "repo", "my-domain.com", "a.b.c", "x.9", "hub");
        }
        return choices.some(3, ".", () -> choices.word(LOWER, LOWER + DIGITS, 6));
    }

    String version() {
        String core = choices.some(1, "", this::number) + "." + number() + "." + number();
        return core + choices.maybe(4, () -> "-" + choices.some(3, ".", this::identifier));
    }

    private String number() {
        return choices.one("0", "1", "2", "3", "10", "42", "123456789012345678");
    }

    private String identifier() {
        return choices.one("0", "alpha", "3", "rc-1", "0a", "-", "x--Y", "10");
    }

    /** The name of a file or directory. */
    String file() {
        if (choices.below(3) < 2) {
            return choices.one("a.txt", "index.html", "fs", "x", "...", "B_c", "-", "9");
        }
        return choices.word(LOWER + UPPER + DIGITS + "-_", FILE, 10);
    }

    /** A name in CamelCase. */
    String camel() {
        if (choices.below(3) < 2) {
            return choices.one("Space", "User", "UserBase", "File", "Artifact", "A", "Root", "X9z");
        }
        return choices.word(UPPER, LOWER + UPPER + DIGITS, choices.oneIn(20) ? 64 : 8);
    }

    /** Skewer-case words joined by dots. */
    String key() {
        return choices.some(3, ".", () -> choices.some(2, "-", () -> choices.word(LOWER, LOWER + DIGITS, 5)));
    }
}
