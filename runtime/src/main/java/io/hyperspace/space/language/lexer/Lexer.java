package io.hyperspace.space.language.lexer;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.diagnostic.Problem;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.text.Visible;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source from its start to its end, one token at a time and never back. Every method takes time linear in what it
 * moves over. Only {@link #blank} skips white space and comments.
 */
public final class Lexer {

    /** The largest text of any sort, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1 << 20;

    private final Source source;
    private final Diagnostics diagnostics;
    private final @Nullable Candidates candidates;
    private final String text;
    private final int end;
    private int at;

    private Lexer(Source source, Diagnostics diagnostics, @Nullable Candidates candidates, int start, int end) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.candidates = candidates;
        this.text = source.text();
        this.at = start;
        this.end = end;
    }

    /**
     * A lexer for a whole source.
     *
     * @param what the source is called when it is too large, such as {@code a command}
     * @throws HyperspaceException with status 413 for more than {@link #MAX_BYTES}, 400 for what is not text
     */
    public static Lexer of(Source source, String what) {
        String text = source.text();
        int bytes = 0;
        for (int i = 0; i < text.length() && bytes <= MAX_BYTES; ) {
            int codePoint = text.codePointAt(i);
            if (Chars.isForeign(codePoint)) {
                throw Messages.notText(codePoint).at(source, new Span(i, i + 1));
            }
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            i += Character.charCount(codePoint);
        }
        if (bytes > MAX_BYTES) {
            throw Messages.tooLarge(what, MAX_BYTES).at(source, new Span(0, 0));
        }
        return new Lexer(source, new Diagnostics(), null, 0, text.length());
    }

    /** The same lexer, still at its start, with a place to keep what may stand at the end of its source. */
    public Lexer completing(Candidates kept) {
        return new Lexer(source, diagnostics, kept, at, end);
    }

    /** A lexer for a part of the same source. */
    public Lexer within(Span span) {
        return new Lexer(source, diagnostics, candidates, span.start(), span.end());
    }

    public Source source() {
        return source;
    }

    /** What is wrong with the source, as far as it has been read. */
    public Diagnostics diagnostics() {
        return diagnostics;
    }

    public boolean atEnd() {
        return at >= end;
    }

    public int position() {
        return at;
    }

    /** Goes on at a later place. */
    public void skipTo(int position) {
        at = Math.min(end, Math.max(at, position));
    }

    /** The char that comes next, or NUL at the end, for no source holds one. */
    public char peek() {
        return charAt(0);
    }

    /** The char that comes {@code ahead} chars after the next. */
    public char charAt(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : 0;
    }

    public boolean isNext(String symbol) {
        return symbol.length() <= end - at && text.startsWith(symbol, at);
    }

    public boolean accept(String symbol) {
        boolean next = isNext(symbol);
        at += next ? symbol.length() : 0;
        return next;
    }

    /** Skips white space and comments, and says whether there was any. */
    public boolean blank() {
        int start = at;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 || line > end ? end : line;
                if (line < 0 && candidates != null) {
                    candidates.clear();
                }
            } else if (Chars.isSpace(c)) {
                at++;
            } else {
                break;
            }
        }
        return at > start;
    }

    /** Says what may stand here; it is kept when the source ends in the midst of it. */
    public void offer(String sort, Collection<String> texts) {
        if (candidates != null) {
            candidates.offer(sort, texts, text, at);
        }
    }

    /** Says that something of an open sort may stand here: one whose texts only the reader's caller knows. */
    public void offer(String sort) {
        if (candidates != null) {
            candidates.offer(sort, text, at);
        }
    }

    /** Says that what comes next is not understood up to the end of the source: nothing more is kept. */
    public void offerNoMore() {
        if (candidates != null) {
            candidates.close();
        }
    }

    /** The word that comes next, which stays to be taken. */
    public String wordAhead() {
        int stop = at;
        while (stop < end && Chars.isWord(text.charAt(stop))) {
            stop++;
        }
        return text.substring(at, stop);
    }

    /** Letters, digits, {@code - _ .}; a {@code -} that starts an arrow is left. May be empty. */
    public Token word() {
        int start = at;
        while (at < end && Chars.isWord(text.charAt(at)) && !isArrow()) {
            at++;
        }
        return token(start);
    }

    /** A point as written, from its route to its last segment; variables included. May be empty. */
    public Token point() {
        int start = at;
        route();
        while (at < end && !isArrow()) {
            if (text.charAt(at) == '$') {
                offer("variable");
            }
            if (isNext("${")) {
                variable();
            } else if (Chars.endsPoint(text.charAt(at))) {
                break;
            } else {
                at++;
            }
        }
        return token(start);
    }

    private void route() {
        String close = isNext("<<") ? ">>::" : isNext("[") ? "]::" : "";
        if (close.isEmpty()) {
            return;
        }
        for (int i = at; i < end && !Chars.isSpace(text.charAt(i)); i++) {
            if (text.startsWith(close, i)) {
                at = i + close.length();
                return;
            }
        }
    }

    /** A lexer for the rest, which leaves this where it is. */
    public Lexer ahead() {
        return within(new Span(at, end));
    }

    /** Where the variable ends that comes next. */
    public int variableEnd() {
        Lexer ahead = ahead();
        ahead.variable();
        return ahead.at;
    }

    private void variable() {
        at += 2;
        while (at < end && Chars.isWord(text.charAt(at))) {
            at++;
        }
        if (at < end && text.charAt(at) == '}') {
            at++;
        }
    }

    /** One segment of a selector: up to white space, a delimiter, {@code :} or {@code /}. May be empty. */
    public Token segment() {
        int start = at;
        while (at < end && !Chars.endsPoint(text.charAt(at)) && text.charAt(at) != ':' && text.charAt(at) != '/') {
            at++;
        }
        return token(start);
    }

    /** Everything up to white space. */
    public Token path() {
        int start = at;
        while (at < end && !Chars.isSpace(text.charAt(at))) {
            at++;
        }
        return token(start);
    }

    /** Everything up to white space or {@code ;}. */
    public Token uri() {
        int start = at;
        while (at < end && !Chars.isSpace(text.charAt(at)) && text.charAt(at) != ';') {
            at++;
        }
        return token(start);
    }

    /** The path of a call inside of a payload pattern: up to white space or what ends the pattern; variables included. */
    public Token pathInPattern() {
        int start = at;
        while (at < end && !Chars.isSpace(text.charAt(at)) && ",;]>}".indexOf(text.charAt(at)) < 0) {
            if (isNext("${")) {
                variable();
            } else {
                at++;
            }
        }
        return token(start);
    }

    /** Everything up to one of the stop characters or the end of the line, whichever comes first. */
    public Token upTo(String stops) {
        int start = at;
        while (at < end && stops.indexOf(text.charAt(at)) < 0 && text.charAt(at) != '\n') {
            at++;
        }
        return token(start);
    }

    /** A bare value: up to white space, {@code ,}, {@code ;} or a closing brace that it did not open. May be empty. */
    public Token bare() {
        int start = at;
        int depth = 0;
        while (at < end && !Chars.isSpace(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == '$') {
                offer("variable");
            }
            if (depth == 0 && (c == ',' || c == ';' || c == '}')) {
                break;
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            at++;
        }
        if (depth > 0) {
            throw error(new Span(start, at), Messages.expected("'}'", found()));
        }
        return token(start);
    }

    /** A text in quotes, single as it stands or double with escapes; the next char is the quote. */
    public Token quoted() {
        int start = at;
        char quote = text.charAt(at++);
        StringBuilder out = new StringBuilder();
        while (at < end && text.charAt(at) != quote) {
            char c = text.charAt(at);
            if (c == '\n') {
                break;
            } else if (c == '\\' && quote == '"') {
                out.append(escape());
            } else {
                out.append(c);
                at++;
            }
        }
        if (peek() != quote) {
            throw error(new Span(start, start + 1), Messages.openText(quote));
        }
        at++;
        if (out.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw error(new Span(start, at), Messages.halfCharacter());
        }
        return new Token(new Span(start, at), out.toString());
    }

    private char escape() {
        int start = at;
        char c = charAt(1);
        int index = "nrtbf\"'\\/".indexOf(c);
        if (index >= 0 && c != 0) {
            at += 2;
            return "\n\r\t\b\f\"'\\/".charAt(index);
        }
        int value = 0;
        for (int i = 2; i < 6; i++) {
            int digit = c == 'u' ? Character.digit(charAt(i), 16) : -1;
            if (digit < 0 || charAt(i) > 'f') {
                throw error(new Span(start, Math.min(end, start + i)), Messages.badEscape());
            }
            value = value << 4 | digit;
        }
        at += 6;
        return (char) value;
    }

    /** Everything that is left. */
    public Token rest() {
        int start = at;
        at = end;
        return token(start);
    }

    private boolean isArrow() {
        return charAt(0) == '-' && (charAt(1) == '>' || charAt(1) == '[');
    }

    private Token token(int start) {
        return new Token(new Span(start, at), text.substring(start, at));
    }

    /** From a place to here. */
    public Span from(int start) {
        return new Span(start, at);
    }

    /** What comes next, in words. */
    public String found() {
        if (at >= end) {
            return "the end";
        }
        if (text.charAt(at) == '\n' || isNext("\r\n")) {
            return "the end of the line";
        }
        if (Chars.isSpace(text.charAt(at))) {
            return "white space";
        }
        int next = text.codePointAt(at);
        return Visible.isHidden(next) ? String.format("U+%04X", next) : Messages.quoted(text.substring(at, foundEnd()));
    }

    /** Where what comes next stands; at the end, behind the last char that is not white space. */
    public Span foundSpan() {
        if (at < end) {
            return new Span(at, foundEnd());
        }
        int last = end;
        while (last > 0 && Chars.isSpace(text.charAt(last - 1))) {
            last--;
        }
        return new Span(last, last);
    }

    private int foundEnd() {
        int stop = at;
        while (stop < end && Chars.isWord(text.charAt(stop))) {
            stop++;
        }
        return stop > at ? stop : at + Character.charCount(text.codePointAt(at));
    }

    public HyperspaceException error(Span span, Problem problem) {
        return problem.at(source, span);
    }

    /** The error that something else was expected here. */
    public HyperspaceException expected(String what) {
        return error(foundSpan(), Messages.expected(what, found()));
    }
}
