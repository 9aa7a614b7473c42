package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.Body;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.MethodTree;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a wave is made of.
 *
 * <pre>
 * method = family "&lt;" Name "&gt;"                    family = "Ext" | "Http" | "Cmd" | "Hyp"
 * body   = 'text' | "text" | number | true | false | JSON object or array | upload
 * upload = "^[" file "]"
 * </pre>
 */
final class WaveGrammar extends Grammar {

    private static final List<String> FAMILIES =
            Arrays.stream(Method.Family.values()).map(Method.Family::toString).toList();

    /** Those that anybody may send. */
    private static final List<String> OPEN_FAMILIES = FAMILIES.stream()
            .filter(family -> !family.equals(Method.Family.HYP.toString()))
            .toList();

    private static final Map<Method.Family, List<String>> USUAL = Map.of(
            Method.Family.HTTP, List.of("Get", "Post", "Put", "Patch", "Delete", "Head", "Options"),
            Method.Family.CMD, List.of("Read", "Write", "Update", "Init", "Bounce"));

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    WaveGrammar(Lexer lexer) {
        super(lexer);
    }

    MethodTree method() {
        int start = lexer.position();
        Method.Family family = family();
        adjacent("<");
        String name = name(family);
        adjacent(">");
        return new MethodTree(lexer.from(start), new Method(family, name));
    }

    Method.Family family() {
        Token family = offered("method family", OPEN_FAMILIES, "a method, such as Ext<Hello> or Http<Get>");
        if (!FAMILIES.contains(family.text())) {
            throw unknown(family, "method family", FAMILIES);
        }
        return Method.Family.of(family.text());
    }

    /** The name of a method of a family; some are usual. */
    String name(Method.Family family) {
        lexer.offer("method", USUAL.getOrDefault(family, List.of()));
        return name();
    }

    String name() {
        Token name = lexer.word();
        if (name.isEmpty()) {
            throw lexer.expected("the name of a method");
        }
        if (!NAME.matcher(name.text()).matches()) {
            throw lexer.error(name.span(), Messages.badMethod(name.text()));
        }
        return name.text();
    }

    /** Path and query right behind a method, {@code /} when there are none. */
    String uri() {
        if (lexer.peek() != '/') {
            return "/";
        }
        Token uri = lexer.uri();
        if (uri.text().length() > Command.MAX_URI) {
            throw lexer.error(
                    uri.span(), Messages.badValue("path and query have at most " + Command.MAX_URI + " characters"));
        }
        return uri.text();
    }

    Body body() {
        return switch (lexer.peek()) {
            case '\'', '"' -> Body.of(Substance.text(lexer.quoted().text()));
            case '{', '[' -> json();
            case '^' -> Body.upload(upload().text());
            default -> plain();
        };
    }

    private Body json() {
        return Body.of(new Substance.Json(new JsonGrammar(lexer).value()));
    }

    private Body plain() {
        lexer.offer("word", List.of("true", "false"));
        int start = lexer.position();
        String text = lexer.uri().text();
        if (text.equals("true") || text.equals("false")) {
            return Body.of(new Substance.Bool(text.equals("true")));
        }
        if (WHOLE.matcher(text).matches()) {
            return Body.of(new Substance.Int(whole(text, lexer.from(start))));
        }
        if (DECIMAL.matcher(text).matches()) {
            return number(lexer.from(start));
        }
        throw lexer.error(
                lexer.from(start),
                Messages.expected(
                        "a body: 'text', a number, true, false, a JSON object or array, or ^[ file ]",
                        Messages.quoted(text)));
    }

    /** One that is whole all the same, such as {@code 1e0}, is what it prints as. */
    private Body number(Span span) {
        String text = new JsonGrammar(lexer.within(span)).numberAlone();
        return Body.of(WHOLE.matcher(text).matches() ? new Substance.Int(whole(text, span)) : new Substance.Json(text));
    }

    private long whole(String text, Span span) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw lexer.error(span, Messages.badValue("a whole number has at most 64 bits", "write it as 'text'"));
        }
    }

    /** The name of a file to upload. */
    Token upload() {
        int start = lexer.position();
        adjacent("^[");
        String name = lexer.upTo("]").text().strip();
        if (name.isEmpty()) {
            throw lexer.expected("the name of a file");
        }
        adjacent("]");
        return new Token(lexer.from(start), name);
    }
}
