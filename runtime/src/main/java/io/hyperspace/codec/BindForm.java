package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.Entry;
import io.hyperspace.space.bind.Head;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Step;
import io.hyperspace.space.language.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bind: {@code {"document":"Bind","version":"1.0.0","entries":[…]}}, its scopes and routes in one list, each with its
 * depth, so that deep scopes make no deep JSON. What is read is put together as a document and read as one; it must print
 * as it was given, so no part of it can pass for more than it is.
 */
final class BindForm {

    private static final String NAME = "Bind";

    private BindForm() {}

    /** A scope, or with steps a route. */
    private record Line(
            int depth,
            String method,
            List<String> filters,
            @Nullable String path,
            @Nullable List<StepLine> pipeline) {

        static Line of(int depth, Head head, @Nullable List<StepLine> pipeline) {
            List<String> filters = head.filters().stream().map(Object::toString).toList();
            String path = head.path() == null ? null : head.path().toString();
            return new Line(depth, head.method().toString(), filters, path, pipeline);
        }

        String head() {
            return String.join("-", filters) + (path == null ? "" : path);
        }
    }

    private record StepLine(String arrow, @Nullable String payload, String stop) {

        static StepLine of(Step step) {
            String payload = step.payload() == null ? null : step.payload().toString();
            return new StepLine(step.arrow().toString(), payload, step.stop().toString());
        }

        String text() {
            char shaft = arrow.charAt(0);
            return (payload == null ? "" : shaft + "[ " + payload + " ]") + arrow + " " + stop;
        }
    }

    static void write(FrameWriter out, Bind bind) throws IOException {
        DocumentForm.document(NAME)
                .list("entries", lines(bind), (list, line) -> write(list, line))
                .write(out);
    }

    private static void write(FrameWriter out, Line line) throws IOException {
        Fields fields = new Fields().whole("depth", line.depth());
        fields.text("method", line.method().equals(MethodPattern.ANY.toString()) ? null : line.method());
        fields.texts("filters", line.filters()).text("path", line.path());
        if (line.pipeline() != null) {
            fields.list("pipeline", line.pipeline(), (list, step) -> new Fields()
                    .text("arrow", step.arrow())
                    .text("payload", step.payload())
                    .text("stop", step.stop())
                    .write(list));
        }
        fields.write(out);
    }

    private static List<Line> lines(Bind bind) {
        List<Line> lines = new ArrayList<>();
        bind.scopes().forEach(scope -> add(lines, scope, 0));
        return lines;
    }

    private static void add(List<Line> lines, Entry entry, int depth) {
        if (entry instanceof Entry.Route route) {
            List<StepLine> steps =
                    route.pipeline().steps().stream().map(StepLine::of).toList();
            lines.add(Line.of(depth, route.head(), steps));
        } else if (entry instanceof Entry.Scope scope) {
            lines.add(Line.of(depth, scope.head(), null));
            scope.entries().forEach(inner -> add(lines, inner, depth + 1));
        }
    }

    static Bind read(JsonNode node) {
        FieldReader in = DocumentForm.reader(node, NAME);
        List<Line> lines = new ArrayList<>();
        for (JsonNode entry : in.list("entries")) {
            lines.add(line(new FieldReader(entry, "an entry of a bind")));
        }
        Bind bind = Language.bind("bind", document(lines));
        if (!lines(bind).equals(lines)) {
            throw FieldReader.refused("an entry of a bind does not stand as it prints");
        }
        return bind;
    }

    private static Line line(FieldReader in) {
        String method = in.optionalText("method");
        List<String> filters = new ArrayList<>();
        for (JsonNode filter : in.list("filters")) {
            filters.add(FieldReader.text("a filter", filter));
        }
        return new Line(
                (int) Math.min(Integer.MAX_VALUE, Math.max(0, in.whole("depth"))),
                method == null ? MethodPattern.ANY.toString() : method,
                filters,
                in.optionalText("path"),
                in.optional("pipeline") == null ? null : steps(in));
    }

    private static List<StepLine> steps(FieldReader in) {
        List<StepLine> steps = new ArrayList<>();
        for (JsonNode node : in.list("pipeline")) {
            FieldReader step = new FieldReader(node, "a step of a pipeline");
            String arrow = step.text("arrow");
            if (!arrow.equals(Step.Arrow.DIRECT.toString()) && !arrow.equals(Step.Arrow.REFLECT.toString())) {
                throw FieldReader.refused("field 'arrow' of a step of a pipeline is '->' or '=>'");
            }
            steps.add(new StepLine(arrow, step.optionalText("payload"), step.text("stop")));
        }
        return steps;
    }

    /** The document that the lines make, each on a line of its own, so that nothing runs into what follows. */
    private static String document(List<Line> lines) {
        StringBuilder out = new StringBuilder(NAME + "(version=1.0.0) {\n");
        int open = 0;
        for (Line line : lines) {
            if (line.depth() > open) {
                throw FieldReader.refused(
                        "field 'depth' of an entry of a bind is " + line.depth() + " where no scope is open that deep");
            }
            out.append("}\n".repeat(open - line.depth()));
            open = line.depth();
            if (line.pipeline() == null) {
                out.append("Route<").append(line.method()).append('>').append(line.head());
                out.append(" -> {\n");
                open++;
            } else {
                out.append(line.method()).append(line.head());
                line.pipeline().forEach(step -> out.append(' ').append(step.text()));
                out.append(";\n");
            }
        }
        return out.append("}\n".repeat(open + 1)).toString();
    }
}
