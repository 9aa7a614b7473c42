package io.hyperspace.space.generated;

/** Kinds, their patterns, and ranges of versions. */
public final class KindTexts {

    private final Choices choices;
    private final Spelling spelling;
    private final Names names;

    public KindTexts(Choices choices, Spelling spelling) {
        this.choices = choices;
        this.spelling = spelling;
        this.names = new Names(choices);
    }

    public String kind() {
        return names.camel()
                + choices.maybe(3, () -> "<" + names.camel() + choices.maybe(3, () -> "<" + specific() + ">") + ">");
    }

    private String specific() {
        return String.join(":", names.space(), names.space(), names.base(), names.base(), names.version());
    }

    /** A pattern; {@code Base<*>} means {@code Base}, so it is a spelling of that. */
    public String pattern() {
        String base = choices.oneIn(4) ? "*" : names.camel();
        return switch (choices.below(4)) {
            case 2 -> base + "<" + names.camel() + ">";
            case 3 -> base + "<" + (choices.oneIn(2) ? "*" : names.camel()) + "<" + specificPattern() + ">>";
            default -> base + (spelling.oneIn(4) ? "<*>" : "");
        };
    }

    private String specificPattern() {
        String version = choices.oneIn(2) ? "(" + range() + ")" : orAny(names.version());
        return String.join(
                ":", orAny(names.space()), orAny(names.space()), orAny(names.base()), orAny(names.base()), version);
    }

    private String orAny(String part) {
        return choices.oneIn(2) ? "*" : part;
    }

    public String range() {
        return choices.some(2, choices.one(" || ", "||"), this::bounds);
    }

    private String bounds() {
        if (choices.oneIn(5)) {
            return partial() + " - " + partial();
        }
        return choices.some(2, " ", () -> choices.one("", "^", "~", ">=", "<", "<=", ">", "=", "~>") + partial());
    }

    private String partial() {
        return choices.one("1", "1.2", "1.2.3", "2.x", "*", "1.0.0-alpha.1", "0.0.0", "v3", "1.X.x");
    }
}
