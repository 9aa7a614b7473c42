package io.hyperspace.space.language;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.lexer.Candidates;
import io.hyperspace.space.language.lexer.Candidates.Candidate;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.parser.DocumentGrammar;
import io.hyperspace.space.language.parser.KindGrammar;
import io.hyperspace.space.language.parser.PointGrammar;
import io.hyperspace.space.language.parser.ScriptGrammar;
import io.hyperspace.space.language.parser.SelectorGrammar;
import io.hyperspace.space.language.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What may stand at a place of a text. The grammar itself says so: it reads the text up to there, and what it would have
 * taken next is kept. Any text has a completion, if only an empty one.
 *
 * @param from where all candidates start, in chars; what stands between there and the place is the start of each
 * @param candidates what may stand there, at most {@link Candidates#MAX}
 */
public record Completion(int from, List<Candidate> candidates) {

    public Completion {
        candidates = List.copyOf(candidates);
    }

    /**
     * What may stand at a place of a text.
     *
     * @param caret the place, in chars; one outside of the text is its nearest end
     * @param variables the names that are set
     * @param kinds the kinds to propose
     */
    public static Completion at(Form form, String text, int caret, Collection<String> variables, KnownKinds kinds) {
        int place = Math.max(0, Math.min(caret, text.length()));
        Candidates found = new Candidates(Map.of("kind", kinds.names(), "variable", references(variables)));
        try {
            Source source = new Source(form.word(), text.substring(0, place));
            Lexer lexer = Lexer.of(source, Check.what(form)).completing(found);
            lexer.diagnostics().attempt(() -> tree(form, lexer));
        } catch (HyperspaceException e) {
            return new Completion(place, List.of());
        }
        return found.found().isEmpty() ? new Completion(place, List.of()) : new Completion(found.from(), found.found());
    }

    private static Collection<String> references(Collection<String> variables) {
        List<String> references = new ArrayList<>();
        new TreeSet<>(variables).forEach(name -> references.add("${" + name + "}"));
        return references;
    }

    /** Reads a text, without asking what it means. */
    static Object tree(Form form, Lexer lexer) {
        return switch (form) {
            case POINT -> new PointGrammar(lexer).alone();
            case KIND -> new KindGrammar(lexer).alone();
            case SELECTOR -> new SelectorGrammar(lexer).alone();
            case COMMAND -> new ScriptGrammar(lexer).line();
            case SCRIPT -> new ScriptGrammar(lexer).script();
            case BIND -> new DocumentGrammar(lexer).bind();
            case MECHTRON -> new DocumentGrammar(lexer).mechtron();
            case APP -> new DocumentGrammar(lexer).app();
        };
    }
}
