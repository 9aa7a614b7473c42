package io.hyperspace.space.generated;

/** Binds: nested scopes, filters, paths, pipelines, payload patterns, calls. */
public final class BindTexts {

    private static final String INDENT = "   ";
    private static final int MAX_DEPTH = 4;

    private final Choices choices;
    private final Spelling spelling;
    private final Names names;
    private final PointTexts points;

    public BindTexts(Choices choices, Spelling spelling) {
        this.choices = choices;
        this.spelling = spelling;
        this.names = new Names(choices);
        this.points = new PointTexts(choices, spelling);
    }

    public String bind() {
        String open = spelling.gap("") + "Bind" + spelling.one("(version=1.0.0)", " ( version = 1.0.0 )") + " ";
        return open + block(choices.below(3), 0) + spelling.gap("");
    }

    private String block(int entries, int depth) {
        if (entries == 0) {
            return "{" + spelling.gap(" ") + "}";
        }
        StringBuilder out = new StringBuilder("{" + spelling.gap("\n"));
        for (int i = 0; i < entries; i++) {
            boolean scope = depth == 0 || (depth < MAX_DEPTH && choices.oneIn(4));
            out.append(spelling.one(INDENT.repeat(depth + 1), "", "\t"))
                    .append(scope ? scope(depth) : route())
                    .append(spelling.gap("\n"));
        }
        return out + INDENT.repeat(depth) + "}";
    }

    /** A scope; it asks no method but a family, so that every method inside may be reached. */
    private String scope(int depth) {
        String head = "Route" + spelling.one("", "<*>", "<*>") + filters() + choices.maybe(2, this::path);
        return head + " ->" + spelling.gap(" ") + block(choices.below(4), depth + 1);
    }

    private String route() {
        String method = choices.one("*", "Http", "Ext<Hello>", "Http<Get>", "<Post>", "Cmd<Read>");
        String head = method.equals("Http") ? spelling.one("Http", "Http<*>") : method;
        return head + filters() + choices.maybe(2, this::path) + " " + pipeline() + spelling.one("", " ") + ";";
    }

    private String filters() {
        return choices.maybe(5, () -> choices.some(2, "-", this::filter));
    }

    private String filter() {
        String name = choices.one("admin", "orders.refund");
        return choices.oneIn(2)
                ? spelling.one("(auth)", "( auth )")
                : spelling.one("(privilege '" + name + "')", "( privilege \"" + name + "\" )");
    }

    private String path() {
        return "/" + choices.some(2, "/", this::segment);
    }

    private String segment() {
        return choices.one(
                "users", "api", "v[0-9]+", "(.*)", "(?:a|b)", "[^/]+", "x{2,3}", "\\.html", "日", "(a|b)+?", "$", "#");
    }

    private String pipeline() {
        String end = choices.oneIn(4) ? step("->") + stop() : step("=>") + "&";
        return step("->") + stop() + " " + choices.any(2, "", () -> step(choices.one("->", "=>")) + stop() + " ") + end;
    }

    private String step(String arrow) {
        if (choices.below(3) < 2) {
            return arrow + " ";
        }
        String shaft = arrow.substring(0, 1);
        return shaft + "[" + spelling.gap(" ") + payload(2) + spelling.gap(" ") + "]" + arrow + " ";
    }

    private String stop() {
        return switch (choices.below(3)) {
            case 0 -> spelling.one("(())", "((*))");
            case 1 -> to();
            default -> choices.one(".:users^Ext<Find>/x/${bundle}", "${bundle}:/html/a.html", "..:x", ".", "...:a");
        };
    }

    private String to() {
        return points.point() + choices.maybe(3, () -> "^" + method() + choices.maybe(2, () -> "/a?b=c#d"));
    }

    private String method() {
        return choices.one("Ext<Profile>", "Http<Post>", "Cmd<Read>");
    }

    private String payload(int depth) {
        String shape = choices.one("Text", "Json", "*", "Empty", "Bin", "Int", "Boolean", "Point", "List", "Stub");
        if (choices.oneIn(4)) {
            shape = choices.one("Text", "Int", "Map", "Details") + spelling.one("[]", "[ ]");
        } else if (depth > 0 && choices.oneIn(3)) {
            shape = map(depth - 1);
        }
        return shape
                + choices.maybe(
                        4,
                        () -> "~" + spelling.one("", " ") + choices.one("schema:order", ".:check", "a")
                                + choices.maybe(2, () -> "^" + method()));
    }

    private String map(int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = choices.below(4); i > 0; i--) {
            String key = choices.one("name", "a_b", "9") + i;
            out.append(out.isEmpty() ? "" : spelling.one(", ", " ; ", ","))
                    .append(choices.oneIn(8) ? "'a " + i + "'" : spelling.one(key, "'" + key + "'"))
                    .append("<")
                    .append(payload(depth))
                    .append(">");
        }
        String open = choices.maybe(3, () -> "*");
        String between = out.isEmpty() || open.isEmpty() ? "" : ", ";
        String inside = out + between + open;
        return "Map{" + (inside.isEmpty() ? " " : " " + inside + " ") + "}";
    }

    /** What a name in a bind looks like; for mutations. */
    String name() {
        return names.camel();
    }
}
