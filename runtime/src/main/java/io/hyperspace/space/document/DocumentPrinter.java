package io.hyperspace.space.document;

import java.util.List;

/** Writes a document of scopes: three spaces a level, one item a line; scopes with nothing in them are left out. */
final class DocumentPrinter {

    private static final String INDENT = "   ";

    private final StringBuilder out = new StringBuilder();
    private boolean empty = true;

    DocumentPrinter(String name) {
        out.append(name).append("(version=1.0.0) {");
    }

    void scope(String name, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        empty = false;
        out.append('\n').append(INDENT).append(name).append(" {\n");
        for (String item : items) {
            out.append(INDENT).append(INDENT).append(item).append(";\n");
        }
        out.append(INDENT).append('}');
    }

    /** The whole document. */
    @Override
    public String toString() {
        return out + (empty ? " }" : "\n}");
    }
}
