package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.Piece;
import io.hyperspace.space.language.tree.PropertyTree;
import io.hyperspace.space.language.tree.ValueTree;
import io.hyperspace.space.text.Keys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Properties.
 *
 * <pre>
 * block = "{" [ prop { separator prop } [ separator ] ] "}"          separator = "," | ";"
 * prop  = "+" key "=" value | "+@" key "=" value | "!" key
 * value = bare | 'text' | "text"
 * </pre>
 */
final class PropertyGrammar extends Grammar {

    /** Names of environment variables too. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final PointGrammar points;

    PropertyGrammar(Lexer lexer) {
        super(lexer);
        this.points = new PointGrammar(lexer);
    }

    /** Changes of a particle's properties, at least one. */
    List<PropertyTree> changes() {
        need("{");
        lexer.blank();
        if (lexer.isNext("}")) {
            throw lexer.expected("'+key=value' or '!key'");
        }
        return someItems(",;", () -> item(Keys::isKey, List.of()));
    }

    /** Properties that a document sets, perhaps none. */
    List<PropertyTree> properties() {
        need("{");
        return items(",;", () -> item(Keys::isKey, List.of()));
    }

    /**
     * The settings of a document, perhaps none; their keys may be names of environment variables.
     *
     * @param known the keys to propose
     */
    List<PropertyTree> settings(Collection<String> known) {
        need("{");
        return items(",;", () -> item(PropertyGrammar::isPlain, known));
    }

    private PropertyTree item(Predicate<String> keys, Collection<String> known) {
        lexer.offer("symbol", List.of("+"));
        PropertyTree property = property(keys, known);
        separator("}");
        return property;
    }

    private PropertyTree property(Predicate<String> keys, Collection<String> known) {
        int start = lexer.position();
        if (lexer.accept("!")) {
            Token key = key(keys);
            return new PropertyTree.Unset(lexer.from(start), key);
        }
        if (!lexer.accept("+")) {
            throw lexer.expected("'+key=value', '!key' or '}'");
        }
        boolean lock = lexer.accept("@");
        lexer.offer("setting", known);
        Token key = key(keys);
        adjacent("=");
        ValueTree value = value();
        return new PropertyTree.Set(lexer.from(start), key, value, lock);
    }

    private ValueTree value() {
        if (lexer.peek() == '\'' || lexer.peek() == '"') {
            Token text = lexer.quoted();
            return new ValueTree(text.span(), List.of(new Piece.Literal(text.span(), text.text())));
        }
        Token bare = lexer.bare();
        if (bare.isEmpty()) {
            throw lexer.expected("a value");
        }
        return points.bare(bare);
    }

    /** The keys of {@code { key, key }}, at least one. */
    List<Token> keys() {
        need("{");
        List<Token> keys = new ArrayList<>();
        do {
            lexer.blank();
            keys.add(key(Keys::isKey));
            separator("}");
        } while (!next("}"));
        return keys;
    }

    private Token key(Predicate<String> known) {
        Token key = lexer.word();
        Span span = key.span();
        if (key.isEmpty()) {
            throw lexer.expected("a key");
        }
        if (!known.test(key.text())) {
            throw lexer.error(span, Messages.badKey(key.text()));
        }
        return key;
    }

    private static boolean isPlain(String key) {
        return key.length() <= Keys.MAX_LENGTH && PLAIN.matcher(key).matches();
    }
}
