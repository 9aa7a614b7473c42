package io.hyperspace.space.generated;

/** Selectors. */
public final class SelectorTexts {

    private final Choices choices;
    private final Spelling spelling;
    private final Names names;
    private final KindTexts kinds;
    private final PointTexts points;

    public SelectorTexts(Choices choices, Spelling spelling) {
        this.choices = choices;
        this.spelling = spelling;
        this.names = new Names(choices);
        this.kinds = new KindTexts(choices, spelling);
        this.points = new PointTexts(choices, spelling);
    }

    /** A whole selector. */
    public String selector() {
        if (choices.oneIn(20)) {
            return "ROOT";
        }
        boolean root = choices.oneIn(6);
        return (root ? spelling.one("+:", "ROOT+:") : spelling.one("", "ROOT:")) + steps();
    }

    /** A selector as it may be spelled against {@link PointTexts#HERE}. */
    public String spelled() {
        String selector = selector();
        boolean here = selector.startsWith("localhost:my-app")
                && "+:".contains(selector.substring(16).isEmpty() ? ":" : selector.substring(16, 17));
        return here && spelling.oneIn(2) ? "." + selector.substring(16) : selector;
    }

    private String steps() {
        int many = choices.oneIn(40) ? 50 : 4;
        String first = hop(choices.oneIn(3) ? wild() : choices.maybe(8, points::route) + names.space());
        String middle = choices.any(many, "", () -> ":" + hop(choices.oneIn(2) ? wild() : names.base()));
        String version = choices.maybe(5, () -> ":" + hop(version()));
        return (choices.oneIn(4) ? "localhost:my-app" : first) + middle + version + choices.maybe(4, this::files);
    }

    private String wild() {
        return choices.one("*", "**");
    }

    private String version() {
        return choices.oneIn(2) ? "(" + kinds.range() + ")" : names.version();
    }

    private String files() {
        StringBuilder out = new StringBuilder(":/");
        for (int i = choices.below(3); i > 0; i--) {
            out.append(hop(choices.oneIn(2) ? wild() : names.file())).append('/');
        }
        return out + choices.maybe(2, () -> hop(choices.oneIn(2) ? wild() : names.file()));
    }

    private String hop(String segment) {
        return segment + choices.maybe(4, () -> "<" + kinds.pattern() + ">") + choices.maybe(6, () -> "+");
    }
}
