package io.hyperspace.space.language.lexer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What may stand at the end of a source: gathered while the source is read up to there. Only what starts furthest on
 * counts, for what stands before that is settled.
 */
public final class Candidates {

    /** How many are kept. */
    public static final int MAX = 1_000;

    private static final int MAX_PARTIAL = 256;

    private final List<Candidate> found = new ArrayList<>();
    private int from;

    /**
     * Something that may stand there.
     *
     * @param sort what it is, such as {@code command} or {@code kind}
     * @param text the whole of it, what is there of it already included
     */
    public record Candidate(String sort, String text) {}

    void offer(String sort, Collection<String> texts, String source, int at) {
        if (at < from || source.length() - at > MAX_PARTIAL) {
            return;
        }
        String partial = source.substring(at);
        for (String text : texts) {
            if (text.startsWith(partial) && !text.equals(partial)) {
                keep(new Candidate(sort, text), at);
            }
        }
    }

    private void keep(Candidate candidate, int at) {
        if (at > from) {
            found.clear();
            from = at;
        }
        if (found.size() < MAX && !found.contains(candidate)) {
            found.add(candidate);
        }
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
