package io.hyperspace.space.language.parser;

import io.hyperspace.space.command.Body;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.substance.Substance;

/**
 * Commands about content.
 *
 * <pre>
 * content-command = publish | read | write
 * publish = "publish" upload "-&gt;" point
 * read    = "read" point
 * write   = "write" point ( upload | 'text' | "text" )
 * </pre>
 */
final class ContentCommands extends Grammar {

    private final WaveGrammar waves;

    ContentCommands(Lexer lexer) {
        super(lexer);
        this.waves = new WaveGrammar(lexer);
    }

    CommandTree publish(int start) {
        lexer.blank();
        Token file = waves.upload();
        need("->");
        PointTree bundle = thenPoint("the point of a bundle, such as repo:series:1.0.0");
        return new CommandTree.Publish(lexer.from(start), file, bundle);
    }

    CommandTree read(int start) {
        PointTree point = thenPoint("a point");
        return new CommandTree.Read(lexer.from(start), point);
    }

    CommandTree write(int start) {
        PointTree point = thenPoint("a point");
        lexer.blank();
        Body content = content();
        return new CommandTree.Write(lexer.from(start), point, content);
    }

    private Body content() {
        return switch (lexer.peek()) {
            case '\'', '"' -> Body.of(Substance.text(lexer.quoted().text()));
            case '^' -> Body.upload(waves.upload().text());
            default -> throw lexer.expected("'text' or ^[ file ]");
        };
    }
}
