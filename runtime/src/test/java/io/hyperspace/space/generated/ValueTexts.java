package io.hyperspace.space.generated;

import io.hyperspace.space.text.Written;

/** The values of properties, blocks of them, and bodies. */
final class ValueTexts {

    private static final String[] LETTERS = {
        "a",
        "B",
        "9",
        " ",
        "-",
        "'",
        "\"",
        "\\",
        "/",
        "{",
        "}",
        ",",
        ";",
        "#",
        "$",
        "${",
        "=",
        "<",
        ">",
        "(",
        "[",
        "]",
        "é",
        "日",
        "\uD83D\uDE00",
        "\u202E",
        "\u200B",
        "\uFEFF",
        "\u00A0",
        "\u2028",
        "\t"
    };
    private static final String[] CONTROLS = {"\n", "\r", "\u0000", "\u001B", "\u007F", "\u0085"};

    private final Choices choices;
    private final Spelling spelling;
    private final Names names;

    ValueTexts(Choices choices, Spelling spelling) {
        this.choices = choices;
        this.spelling = spelling;
        this.names = new Names(choices);
    }

    /** Any text at all, written as the value of a property. */
    String value() {
        if (choices.oneIn(3)) {
            return choices.one("1", "true", "32MiB", "repo:site:1.0.0:/x.bind", "a-b_c", "$1", "(()", "*");
        }
        String value = anything();
        String plain = Written.value(value);
        if (!spelling.oneIn(2)) {
            return plain;
        }
        return plain.startsWith("\"") ? escaped(value) : Written.text(value);
    }

    /** A value with something in it. */
    String filled() {
        return choices.one("my-app", "a", "X_9");
    }

    private String anything() {
        return choices.any(6, "", () -> choices.oneIn(10) ? choices.one(CONTROLS) : choices.one(LETTERS));
    }

    /** A text in quotes. */
    String text() {
        String value = anything();
        return spelling.oneIn(2) ? escaped(value) : Written.text(value);
    }

    /** In double quotes, with everything escaped that can be. */
    private static String escaped(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.chars().forEach(c -> out.append(String.format("\\u%04x", c)));
        return out.append('"').toString();
    }

    /** Changes of properties in braces. */
    String block() {
        String first = "{" + spelling.gap(" ");
        String changes = choices.some(3, "\0", this::change);
        StringBuilder out = new StringBuilder(first);
        for (String change : changes.split("\0", -1)) {
            out.append(out.length() == first.length() ? "" : spelling.one(", ", ",", ";", " ;\n", " , # next\n"))
                    .append(change);
        }
        return out + spelling.one("", ",", " ;") + spelling.gap(" ") + "}";
    }

    private String change() {
        return choices.oneIn(5) ? "!" + names.key() : choices.one("+", "+@") + names.key() + "=" + valueWithoutNul();
    }

    private String valueWithoutNul() {
        return value().replace("\0", "");
    }

    /** Keys in braces. */
    String keys() {
        String keys = choices.some(3, ", ", names::key);
        return spelling.oneIn(3) ? "{" + keys.replace(", ", ";") + ",}" : "{ " + keys + " }";
    }

    /** A body of a wave, behind white space. */
    String body() {
        return switch (choices.below(7)) {
            case 0 -> "";
            case 1 -> " " + choices.one("1", "0", "-7", "9223372036854775807", "-9223372036854775808");
            case 2 -> " " + choices.one("true", "false", "-2.50", "1.5E+3", "0.0", "1E-7");
            case 3 -> " " + json(2);
            case 4 -> " " + upload();
            default -> " " + text();
        };
    }

    /** The name of a file to upload, in its brackets. */
    String upload() {
        String name = choices.one("a.zip", "./my folder/x", "é日.bin", "a'b\"c", "#x", "${x}", "[x");
        return "^[" + spelling.one(" ", "", "  ") + name + spelling.one(" ", "", "\t") + "]";
    }

    private String json(int depth) {
        boolean flat = depth == 0;
        return switch (choices.below(flat ? 2 : 4)) {
            case 2 -> "{" + white() + members(depth - 1) + white() + "}";
            case 3 -> "[" + white() + choices.any(3, "," + white(), () -> element(depth - 1)) + white() + "]";
            default -> flat ? "{}" : "[" + element(0) + "]";
        };
    }

    private String members(int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = choices.below(4); i > 0; i--) {
            out.append(out.isEmpty() ? "" : "," + white())
                    .append("\"")
                    .append(character())
                    .append(i)
                    .append("\":")
                    .append(white())
                    .append(element(depth));
        }
        return out.toString();
    }

    private String element(int depth) {
        return choices.oneIn(3) ? json(depth) : scalar();
    }

    private String scalar() {
        return choices.oneIn(2) ? string() : choices.one("null", "true", "-1.50", "12", "1E+400", "0", "0.1");
    }

    private String string() {
        return "\"" + choices.any(3, "", this::character) + "\"";
    }

    private String character() {
        String text = choices.one("a", "}", "\\\"", "\\\\", "\\n", "\\u001B", "é", "\uD83D\uDE00", "#;{", "${x}");
        return text.equals("a") ? spelling.one("a", "\\u0061") : text;
    }

    private String white() {
        return spelling.one("", " ", "\n", "\t ");
    }
}
