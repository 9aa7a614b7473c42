package io.hyperspace.space.language.parser;

import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.bind.Step.Arrow;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.BindTree.StepTree;
import io.hyperspace.space.language.tree.BindTree.StopTree;
import io.hyperspace.space.language.tree.PayloadTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines.
 *
 * <pre>
 * pipeline = step stop { step stop } ";"
 * step     = "-&gt;" | "=&gt;" | "-[" payload "]-&gt;" | "=[" payload "]=&gt;"
 * stop     = "(())" | "((*))" | "&amp;" | call
 * </pre>
 *
 * The first step directs; nothing follows {@code &}.
 */
final class PipelineGrammar extends Grammar {

    private static final List<String> FIRST = List.of("->", "-[");
    private static final List<String> STEPS = List.of("->", "=>", "-[", "=[", ";");
    private static final List<String> STOPS = List.of("(())", "((*))", "&");

    private final CallGrammar calls;

    PipelineGrammar(Lexer lexer) {
        super(lexer);
        this.calls = new CallGrammar(lexer);
    }

    List<StepTree> pipeline() {
        List<StepTree> steps = new ArrayList<>();
        steps.add(step(true));
        while (!next(";")) {
            if (steps.get(steps.size() - 1).stop() instanceof BindTree.Reflect) {
                throw lexer.expected("';' behind '&'");
            }
            if (steps.size() == Pipeline.MAX_STEPS) {
                throw lexer.error(
                        lexer.foundSpan(),
                        Messages.badPipeline(
                                "a pipeline has at most " + Pipeline.MAX_STEPS + " stops", "one stop too many"));
            }
            steps.add(step(false));
        }
        return steps;
    }

    private StepTree step(boolean first) {
        lexer.blank();
        lexer.offer("symbol", first ? FIRST : STEPS);
        Arrow arrow = arrow(first);
        PayloadTree payload = payload(arrow);
        return new StepTree(arrow, payload, stop());
    }

    /** Which arrow comes next; its shaft is taken. */
    private Arrow arrow(boolean first) {
        for (Arrow arrow : Arrow.values()) {
            boolean next = lexer.isNext(arrow.toString()) || lexer.isNext(arrow.shaft() + "[");
            if (next && !(first && arrow == Arrow.REFLECT)) {
                lexer.accept(arrow.shaft());
                return arrow;
            }
        }
        throw lexer.expected(first ? "'->' or '-['" : "'->', '=>' or ';'");
    }

    /** The rest of an arrow, with the pattern that it may hold. */
    private @Nullable PayloadTree payload(Arrow arrow) {
        PayloadTree payload = null;
        if (lexer.accept("[")) {
            payload = new PayloadGrammar(lexer).payload();
            need("]");
            adjacent(arrow.toString());
        } else {
            adjacent(">");
        }
        return payload;
    }

    private StopTree stop() {
        lexer.blank();
        int start = lexer.position();
        lexer.offer("stop", STOPS);
        if (lexer.accept("(())") || lexer.accept("((*))")) {
            return new BindTree.Core(lexer.from(start));
        }
        if (lexer.accept("&")) {
            return new BindTree.Reflect(lexer.from(start));
        }
        return calls.call("'(())', '&' or a point", lexer::uri);
    }
}
