package io.hyperspace.space.language.lexer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may stand at the end of a source: gathered while the source is read up to there. What goes on with a word that is
 * begun counts before what may follow that word, and of each only what starts furthest on, for what stands before that
 * is settled.
 */
public final class Candidates {

    /** How many are kept. */
    public static final int MAX = 1_000;

    private static final int MAX_PARTIAL = 256;

    /** What ends a word without white space behind it: a word right there would be taken for a part of it. */
    private static final String GLUE = "*>})]'\"";

    private final Set<Candidate> found = new LinkedHashSet<>();
    private final Map<String, Collection<String>> open;
    private int from;
    private boolean begun;
    private boolean closed;

    /**
     * Something that may stand there.
     *
     * @param sort what it is, such as {@code command} or {@code kind}
     * @param text the whole of it, what is there of it already included
     */
    public record Candidate(String sort, String text) {}

    /** @param open the texts of sorts that the grammar does not know by itself, such as the kinds */
    public Candidates(Map<String, Collection<String>> open) {
        this.open = Map.copyOf(open);
    }

    void offer(String sort, String source, int at) {
        offer(sort, open.getOrDefault(sort, List.of()), source, at);
    }

    void offer(String sort, Collection<String> texts, String source, int at) {
        if (closed || source.length() - at > MAX_PARTIAL) {
            return;
        }
        String partial = source.substring(at);
        boolean inWord = at > 0 && (Chars.isWord(source.charAt(at - 1)) || GLUE.indexOf(source.charAt(at - 1)) >= 0);
        for (String text : texts) {
            if (text.startsWith(partial) && !text.equals(partial) && !(inWord && Chars.isWord(text.charAt(0)))) {
                keep(new Candidate(sort, text), at, !partial.isEmpty());
            }
        }
    }

    private void keep(Candidate candidate, int at, boolean goesOn) {
        boolean further = goesOn == begun ? at > from : goesOn;
        if (further) {
            found.clear();
            from = at;
            begun = goesOn;
        } else if (goesOn != begun || at < from) {
            return;
        }
        if (found.size() < MAX) {
            found.add(candidate);
        }
    }

    /** Says that the source ends in a comment, where anything may stand and nothing counts. */
    void clear() {
        closed = true;
        found.clear();
    }

    /** Says that the rest of the source is not understood, so that nothing can be said of its end. */
    void close() {
        closed = true;
    }

    /** Where all of them start, in chars. */
    public int from() {
        return from;
    }

    /** In the order in which they were found. */
    public List<Candidate> found() {
        return List.copyOf(found);
    }
}
