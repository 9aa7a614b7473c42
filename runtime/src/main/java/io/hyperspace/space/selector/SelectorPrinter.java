package io.hyperspace.space.selector;

/** Prints the text that parses back to a selector. */
final class SelectorPrinter {

    private SelectorPrinter() {}

    static String print(Selector selector) {
        if (selector.hops().isEmpty()) {
            return "ROOT";
        }
        StringBuilder out = new StringBuilder(selector.fromRoot() ? "+:" : "");
        boolean joined = true;
        for (Hop hop : selector.hops()) {
            String text = hop.segment().text();
            boolean slash = text.endsWith("/");
            out.append(joined ? "" : ":");
            if (text.equals("/")) {
                out.append(text);
            } else {
                out.append(slash ? text.substring(0, text.length() - 1) : text)
                        .append(hop.kind() == null ? "" : "<" + hop.kind() + ">")
                        .append(hop.inclusive() ? "+" : "")
                        .append(slash ? "/" : "");
            }
            joined = slash;
        }
        return out.toString();
    }
}
