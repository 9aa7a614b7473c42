package io.hyperspace.space.bind;

import io.hyperspace.space.bind.Entry.Route;
import io.hyperspace.space.bind.Entry.Scope;
import java.util.List;

/** Writes a bind as a document: three spaces a level, one route a line. */
final class BindPrinter {

    private static final String INDENT = "   ";

    private final StringBuilder out = new StringBuilder();

    private BindPrinter() {}

    static String print(Bind bind) {
        BindPrinter printer = new BindPrinter();
        printer.out.append("Bind(version=1.0.0) ");
        printer.block(bind.scopes(), 0);
        return printer.out.toString();
    }

    private void block(List<? extends Entry> entries, int depth) {
        if (entries.isEmpty()) {
            out.append("{ }");
            return;
        }
        out.append("{\n");
        for (Entry entry : entries) {
            out.append(INDENT.repeat(depth + 1));
            if (entry instanceof Scope scope) {
                out.append("Route")
                        .append(method(scope.head()))
                        .append(scope.head().rest());
                out.append(" -> ");
                block(scope.entries(), depth + 1);
            } else if (entry instanceof Route route) {
                out.append(route.head().method()).append(route.head().rest());
                out.append(' ').append(route.pipeline()).append(';');
            }
            out.append('\n');
        }
        out.append(INDENT.repeat(depth)).append('}');
    }

    private static String method(Head head) {
        return head.method().equals(MethodPattern.ANY) ? "" : "<" + head.method() + ">";
    }
}
