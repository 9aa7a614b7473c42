package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.SpanRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault: {@code {"status","code","message","span":{"source","line","column","length"},"help":[…],"excerpt"}}; span and
 * excerpt are left out when there is none.
 */
final class FaultForm {

    private static final int MAX_HELP = 64;

    private FaultForm() {}

    static void write(FrameWriter out, Fault fault) throws IOException {
        out.map(4 + (fault.span() == null ? 0 : 1) + (fault.excerpt() == null ? 0 : 1));
        out.whole("status", fault.status());
        out.text("code", fault.code());
        out.text("message", fault.message());
        writeSpan(out, fault.span());
        out.name("help");
        out.list(fault.help().size());
        for (String help : fault.help()) {
            out.text(help);
        }
        out.endList();
        out.textIfAny("excerpt", fault.excerpt());
        out.endMap();
    }

    private static void writeSpan(FrameWriter out, @Nullable SpanRef span) throws IOException {
        if (span == null) {
            return;
        }
        out.name("span");
        out.map(4);
        out.text("source", span.source());
        out.whole("line", span.line());
        out.whole("column", span.column());
        out.whole("length", span.length());
        out.endMap();
    }

    static Fault read(JsonNode node) {
        FieldReader in = new FieldReader(node, "an error");
        JsonNode span = in.optional("span");
        return new Fault(
                in.status("status", 400),
                in.text("code"),
                in.text("message"),
                span == null ? null : readSpan(span),
                readHelp(in.optional("help")),
                in.optionalText("excerpt"));
    }

    private static SpanRef readSpan(JsonNode node) {
        FieldReader in = new FieldReader(node, "a span");
        return new SpanRef(in.text("source"), place(in, "line"), place(in, "column"), place(in, "length"));
    }

    private static int place(FieldReader in, String field) {
        long value = in.whole(field);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw FieldReader.refused("field '" + field + "' of a span starts at 1");
        }
        return (int) value;
    }

    private static List<String> readHelp(@Nullable JsonNode node) {
        List<String> help = new ArrayList<>();
        if (node != null) {
            if (!node.isArray() || node.size() > MAX_HELP) {
                throw FieldReader.refused("field 'help' of an error is a list of at most " + MAX_HELP + " texts");
            }
            node.forEach(line -> help.add(line.asText()));
        }
        return help;
    }
}
