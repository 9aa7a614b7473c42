package io.hyperspace.space.generated;

/**
 * Two ways to write the same.
 *
 * @param plain as it is printed
 * @param free as a person may write it
 */
public record Spelled(String plain, String free) {

    private static final int SPELLINGS = 1000;

    /** Writes a text from choices in a spelling. */
    public interface Writer {
        String write(Choices choices, Spelling spelling);
    }

    static Spelled by(Choices choices, Writer writer) {
        Spelling free = Spelling.of(choices.below(SPELLINGS));
        String plain = writer.write(choices, Spelling.plain());
        Choices again = Choices.again(choices.taken());
        again.below(SPELLINGS);
        return new Spelled(plain, writer.write(again, free));
    }
}
