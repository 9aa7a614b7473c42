package io.hyperspace.space.generated;

/** Commands of every sort, and scripts of them. */
public final class CommandTexts {

    private static final int SORTS = 22;

    private final Choices choices;
    private final Spelling spelling;
    private final Names names;
    private final PointTexts points;
    private final KindTexts kinds;
    private final SelectorTexts selectors;
    private final ValueTexts values;

    public CommandTexts(Choices choices, Spelling spelling) {
        this.choices = choices;
        this.spelling = spelling;
        this.names = new Names(choices);
        this.points = new PointTexts(choices, spelling);
        this.kinds = new KindTexts(choices, spelling);
        this.selectors = new SelectorTexts(choices, spelling);
        this.values = new ValueTexts(choices, spelling);
    }

    /** One command, spelled against {@link PointTexts#HERE}. */
    public String command() {
        return switch (choices.below(SORTS)) {
            case 0, 1, 2 -> create();
            case 3 -> words("publish", values.upload() + spelling.one("-> ", "->", " -> ") + points.bundle());
            case 4 -> select();
            case 5 -> words(choices.one("delete", "watch"), selectors.spelled());
            case 6 -> words("set", points.spelled(), values.block());
            case 7 -> words("get", points.spelled()) + choices.maybe(2, () -> " " + values.keys());
            case 8 -> words(choices.one("read", "status", "history"), points.spelled());
            case 9 -> words("write", points.spelled(), choices.oneIn(2) ? values.upload() : values.text());
            case 10, 11, 12 -> words(choices.one("ping", "signal"), points.spelled(), wave());
            case 13 ->
                choices.oneIn(2)
                        ? words("ripple", selectors.spelled(), wave())
                        : words("ripple watchers-of", points.spelled(), wave());
            case 14, 15 -> words("grant", rule(), "on", selectors.spelled(), "to", selectors.spelled());
            case 16 -> words("revoke", choices.one("01JC3W9Z8Q4Y2V6T5R1N0M7K8H", "00000000000000000000000000"));
            case 17 -> words("access", agent(), "on", points.spelled());
            case 18 -> accessList();
            case 19 -> words("chown", selectors.spelled(), "to", points.spelled());
            case 20 -> move();
            default -> choices.one("stars", "lanes", "machines", "drivers", "kinds");
        };
    }

    /** A script; plain, it is one command a line. */
    public String script() {
        StringBuilder out = new StringBuilder(spelling.one("", ";", "# what it does\n", " ;; \n"));
        String commands = choices.some(4, "\0", () -> command().replace("\0", ""));
        for (String command : commands.split("\0", -1)) {
            out.append(command).append(spelling.one(";\n", ";", " ;;\r\n", "; # next\n"));
        }
        return out.toString();
    }

    private String words(String... words) {
        StringBuilder out = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            out.append(spelling.space()).append(words[i]);
        }
        return out.toString();
    }

    private String create() {
        return create(choices.one("create", "create?", "create!"));
    }

    /** A command that an app may install. */
    String install() {
        return create(choices.one("create", "create?"));
    }

    private String create(String verb) {
        String particle = points.template() + "<" + kinds.kind() + ">";
        return words(verb, particle) + choices.maybe(2, () -> spelling.one(" ", "", "\n") + values.block());
    }

    private String select() {
        String time = choices.oneIn(2)
                ? choices.one("1", "10", "999999999") + choices.one("ms", "s", "m", "h", "d")
                : choices.one("2026-01-31T12:00:00Z", "0001-01-01T00:00:00Z", "2026-01-31T12:00:00.123456789Z");
        return words("select", selectors.spelled()) + choices.maybe(3, () -> " as-of " + time);
    }

    private String wave() {
        return method() + choices.maybe(2, () -> "/" + uri()) + values.body();
    }

    private String uri() {
        return choices.one("a", "a/b?c=d&e=%20", "#x", "'", "${x}", "é", "{}");
    }

    String method() {
        String http = choices.one("Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "Brew");
        return choices.oneIn(2) ? "Http<" + http + ">" : choices.one("Ext", "Cmd") + "<" + names.camel() + ">";
    }

    private String rule() {
        return switch (choices.below(4)) {
            case 0 -> "super";
            case 1 -> words("priv", choices.one("admin", "orders.refund", "a-b.c9"));
            default -> words("perm", choices.one("+", "&") + choices.one("csd-rwx", "CSD-RWX", "csd-RwX", "cSd-rWx"));
        };
    }

    private String agent() {
        return switch (choices.below(4)) {
            case 0 -> choices.one("anonymous", "hyperuser");
            case 1 -> choices.one("...:anonymous", "...:hyperuser", "list:list");
            default -> points.spelled();
        };
    }

    private String accessList() {
        return words("access", "list") + choices.maybe(2, () -> " to " + agent()) + " on " + selectors.spelled();
    }

    private String move() {
        return choices.oneIn(3)
                ? choices.one(
                        words("drain", choices.one("one", "Machine_2.local", "9-")),
                        words("trace", "4bf92f3577b34da6a3ce929d0e0e4736"))
                : words("move", points.spelled(), "to", points.starKey());
    }
}
