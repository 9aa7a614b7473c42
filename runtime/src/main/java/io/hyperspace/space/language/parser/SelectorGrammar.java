package io.hyperspace.space.language.parser;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.SelectorTree;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.VersionRange;
import io.hyperspace.space.selector.Hop;
import io.hyperspace.space.selector.KindPattern;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selectors.
 *
 * <pre>
 * selector = "ROOT" | [ "+:" | "ROOT+:" | "ROOT:" ] hop { ":" hop } [ ":/" { hop "/" } [ hop ] ]
 * hop      = segment [ "&lt;" kind-pattern "&gt;" ] [ "+" ]
 * segment  = exact | "*" | "**" | "(" version-range ")"
 * </pre>
 */
public final class SelectorGrammar extends Grammar {

    private final List<Hop> hops = new ArrayList<>();
    private @Nullable PointTree start;
    private boolean startInclusive;

    public SelectorGrammar(Lexer lexer) {
        super(lexer);
    }

    /** A selector and nothing else. */
    public SelectorTree alone() {
        SelectorTree selector = selector();
        if (!lexer.atEnd()) {
            throw lexer.expected("the end of the selector");
        }
        return selector;
    }

    SelectorTree selector() {
        int from = lexer.position();
        if (lexer.accept("ROOT")) {
            boolean inclusive = lexer.accept("+");
            if (!lexer.accept(":")) {
                return tree(from, true);
            }
            steps();
            return tree(from, inclusive);
        }
        boolean fromRoot = lexer.accept("+:");
        if (!fromRoot && (lexer.peek() == '.' || lexer.peek() == '$')) {
            relative();
        } else {
            steps();
        }
        return tree(from, fromRoot);
    }

    private SelectorTree tree(int from, boolean fromRoot) {
        return new SelectorTree(lexer.from(from), fromRoot, start, startInclusive, hops);
    }

    /** A relative point as the first step, such as {@code .:**}; it has one segment of its own text only. */
    private void relative() {
        int from = lexer.position();
        if (lexer.peek() == '$') {
            lexer.offer("variable");
        }
        if (lexer.accept("${")) {
            lexer.word();
            adjacent("}");
        } else {
            lexer.segment();
        }
        start = new PointGrammar(lexer.within(lexer.from(from))).point("a point");
        startInclusive = lexer.accept("+");
        if (lexer.accept(":/")) {
            files();
        } else if (lexer.accept(":")) {
            steps();
        }
    }

    private void steps() {
        do {
            if (lexer.peek() == '/' && (!hops.isEmpty() || start != null)) {
                lexer.accept("/");
                files();
                return;
            }
            add(hop(hops.isEmpty() && start == null ? routeAndSegment() : segment("x:", "")));
        } while (lexer.accept(":"));
    }

    private void files() {
        add(new Hop(new Hop.Exact("/"), null, false));
        while (isFileHop()) {
            int from = lexer.position();
            Hop hop = hop(segment("x:/", ""));
            if (!lexer.accept("/")) {
                add(hop);
                return;
            }
            add(new Hop(directory(hop.segment(), lexer.from(from)), hop.kind(), hop.inclusive()));
        }
    }

    private boolean isFileHop() {
        int from = lexer.position();
        return !lexer.within(new Span(from, lexer.source().text().length()))
                        .segment()
                        .isEmpty()
                || lexer.peek() == '*'
                || lexer.peek() == '(';
    }

    private Hop.SegmentPattern directory(Hop.SegmentPattern pattern, Span span) {
        if (pattern instanceof Hop.Exact exact) {
            return new Hop.Exact(exact.text() + "/");
        }
        if (pattern instanceof Hop.InRange) {
            throw lexer.error(span, Messages.badSelector("a version is not a directory"));
        }
        return new Hop.AnyDirectory(pattern instanceof Hop.AnyMany);
    }

    private void add(Hop hop) {
        if (hops.size() == Selector.MAX_HOPS) {
            throw lexer.error(
                    lexer.foundSpan(), Messages.badSelector("a selector has at most " + Selector.MAX_HOPS + " hops"));
        }
        hops.add(hop);
    }

    private Hop hop(Hop.SegmentPattern segment) {
        KindPattern kind = null;
        if (lexer.accept("<")) {
            kind = new KindPatternGrammar(lexer).pattern();
            adjacent(">");
        }
        return new Hop(segment, kind, lexer.accept("+"));
    }

    /** The first segment, which may have a route before it, as in {@code GLOBAL::executor}. */
    private Hop.SegmentPattern routeAndSegment() {
        Span route = route();
        lexer.skipTo(route.end());
        String text = lexer.source().text().substring(route.start(), route.end());
        return text.isEmpty() ? segment("", "") : segment("", text);
    }

    private Span route() {
        int from = lexer.position();
        Lexer ahead = lexer.within(new Span(from, lexer.source().text().length()));
        if (ahead.isNext("<<") || ahead.isNext("[")) {
            String close = ahead.isNext("[") ? "]::" : ">>::";
            ahead.upTo(" \t\r;{}" + close.charAt(0));
            return ahead.accept(close) ? ahead.from(from) : new Span(from, from);
        }
        ahead.segment();
        return ahead.accept("::") ? ahead.from(from) : new Span(from, from);
    }

    private Hop.SegmentPattern segment(String before, String route) {
        if (route.isEmpty() && lexer.accept("**")) {
            return new Hop.AnyMany();
        }
        if (route.isEmpty() && lexer.accept("*")) {
            return new Hop.AnyOne();
        }
        if (route.isEmpty() && lexer.peek() == '(') {
            return range();
        }
        Token exact = lexer.segment();
        if (exact.isEmpty()) {
            throw lexer.expected("a segment, '*', '**' or a range such as '(^1.2)'");
        }
        return new Hop.Exact(checked(before + route, exact, route));
    }

    private String checked(String before, Token exact, String route) {
        if (example(before, exact).isRoot()) {
            throw lexer.error(exact.span(), Messages.rootOfRoute());
        }
        return route + exact.text();
    }

    /** A point that ends in a segment, to see whether the segment can be one. */
    private Point example(String before, Token exact) {
        try {
            return Point.parse(before + exact.text());
        } catch (HyperspaceException e) {
            Fault fault = e.fault();
            int at = fault.span() == null ? 0 : Math.max(0, fault.span().column() - 1 - before.length());
            int length = fault.span() == null ? 1 : fault.span().length();
            throw lexer.error(exact.span().part(at, at + length), Messages.badPoint(fault.message()));
        }
    }

    private Hop.SegmentPattern range() {
        adjacent("(");
        Token range = lexer.upTo("()");
        if (range.isEmpty()) {
            throw lexer.expected("a range of versions, such as '^1.2'");
        }
        closing(")");
        try {
            return new Hop.InRange(VersionRange.parse(range.text()));
        } catch (IllegalArgumentException e) {
            throw lexer.error(
                    range.span(),
                    Messages.badSelector(Messages.quoted(range.text()) + " is not a range; one reads like ^1.2"));
        }
    }
}
