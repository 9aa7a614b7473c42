package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.BindTree;
import io.hyperspace.space.language.tree.BindTree.StopTree;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.ValueTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Pipelines.
 *
 * <pre>
 * pipeline = step stop { step stop } ";"
 * step     = "-&gt;" | "=&gt;" | "-" pattern "-&gt;" | "=" pattern "=&gt;"
 * stop     = "(())" | "((*))" | "&amp;" | point [ "^" method [ path ] ]
 * </pre>
 *
 * The first step directs; nothing follows {@code &}.
 */
final class PipelineGrammar extends Grammar {

    private static final int MAX_STOPS = 64;

    private final PointGrammar points;

    PipelineGrammar(Lexer lexer) {
        super(lexer);
        this.points = new PointGrammar(lexer);
    }

    List<StopTree> pipeline() {
        List<StopTree> stops = new ArrayList<>();
        step(true);
        stops.add(stop());
        while (!next(";")) {
            if (stops.get(stops.size() - 1) instanceof BindTree.Reflect) {
                throw lexer.expected("';' behind '&'");
            }
            if (stops.size() == MAX_STOPS) {
                throw lexer.error(
                        lexer.foundSpan(),
                        Messages.badPipeline("a pipeline has at most " + MAX_STOPS + " stops", "one stop too many"));
            }
            step(false);
            stops.add(stop());
        }
        return stops;
    }

    private void step(boolean first) {
        lexer.blank();
        if (lexer.isNext("-[") || lexer.isNext("=[")) {
            lexer.skipTo(lexer.position() + 1);
            new PayloadGrammar(lexer).refuse();
        }
        boolean taken = lexer.accept("->") || (!first && lexer.accept("=>"));
        if (!taken) {
            throw lexer.expected(first ? "'->'" : "'->', '=>' or ';'");
        }
    }

    private StopTree stop() {
        lexer.blank();
        int start = lexer.position();
        if (lexer.accept("(())") || lexer.accept("((*))")) {
            return new BindTree.Core(lexer.from(start));
        }
        if (lexer.accept("&")) {
            return new BindTree.Reflect(lexer.from(start));
        }
        Token text = lexer.point();
        if (text.isEmpty()) {
            throw lexer.expected("'(())', '&' or a point");
        }
        PointTree point = points.tree(text);
        MethodTree method = null;
        ValueTree path = null;
        if (lexer.accept("^")) {
            method = new WaveGrammar(lexer).method();
            path = lexer.peek() == '/' ? points.template(lexer.uri()) : null;
        }
        return new BindTree.To(lexer.from(start), text, point, method, path);
    }
}
