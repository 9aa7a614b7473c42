package io.hyperspace.space.language.parser;

import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.SurfaceTree;
import io.hyperspace.space.point.Layer;
import io.hyperspace.space.point.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Surfaces, in which nothing may stand between the parts.
 *
 * <pre>
 * surface = point [ "@" layer [ "+" topic ] ]
 * topic   = "Topic&lt;" ( "*" | "!" | "Cli" ) "&gt;" | "Topic&lt;Uuid&gt;(" uuid ")" | "Topic&lt;Path&gt;(" base { ":" base } ")"
 * </pre>
 */
public final class SurfaceGrammar extends Grammar {

    private static final List<String> TOPICS = List.of("*", "!", "Cli", "Uuid", "Path");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    public SurfaceGrammar(Lexer lexer) {
        super(lexer);
    }

    /** A surface and nothing else. */
    public SurfaceTree alone() {
        Token token = lexer.upTo("@");
        if (token.isEmpty()) {
            throw lexer.expected("a point");
        }
        PointTree point = new PointGrammar(lexer).tree(token);
        Layer layer = lexer.accept("@") ? layer() : Layer.CORE;
        Topic topic = lexer.accept("+") ? topic() : Topic.NONE;
        if (!lexer.atEnd()) {
            throw lexer.expected("the end of the surface");
        }
        return new SurfaceTree(point, layer, topic);
    }

    private Layer layer() {
        Token name = offered("layer", Layer.names(), "a layer, such as 'Core'");
        return Layer.of(name.text()).orElseThrow(() -> unknown(name, "layer", Layer.names()));
    }

    private Topic topic() {
        adjacent("Topic<");
        lexer.offer("topic", TOPICS);
        Token name = lexer.upTo(">(");
        adjacent(">");
        return switch (name.text()) {
            case "*" -> Topic.ANY;
            case "!" -> Topic.NOT;
            case "Cli" -> Topic.CLI;
            case "Uuid" -> uuid();
            case "Path" -> path();
            default -> throw unknown(name, "topic", TOPICS);
        };
    }

    private Topic uuid() {
        adjacent("(");
        Token id = lexer.upTo(")");
        if (!UUID_FORM.matcher(id.text()).matches()) {
            throw lexer.error(
                    id.span(),
                    Messages.badTopic(id.text(), "a UUID", "one reads like 123e4567-e89b-12d3-a456-426614174000"));
        }
        adjacent(")");
        return new Topic.Uuid(UUID.fromString(id.text()));
    }

    private Topic path() {
        adjacent("(");
        int start = lexer.position();
        List<String> parts = new ArrayList<>();
        do {
            parts.add(part());
        } while (lexer.accept(":"));
        Span span = lexer.from(start);
        adjacent(")");
        if (parts.size() > Topic.Path.MAX_PARTS) {
            throw lexer.error(span, Messages.topicTooLong(Topic.Path.MAX_PARTS));
        }
        return new Topic.Path(parts);
    }

    private String part() {
        Token part = lexer.upTo(":)");
        if (part.isEmpty()) {
            throw lexer.expected("a name");
        }
        if (!Topic.Path.isPart(part.text())) {
            throw lexer.error(
                    part.span(),
                    Messages.badTopic(
                            part.text(), "a name in a topic's path", "one has a-z first, then a-z, 0-9 and '-'"));
        }
        return part.text();
    }
}
