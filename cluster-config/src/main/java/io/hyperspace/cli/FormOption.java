package io.hyperspace.cli;

import io.hyperspace.space.language.Form;
import org.jspecify.annotations.Nullable;

/** What a text is and where it comes from, as {@code check} and {@code complete} are told. */
final class FormOption {

    private FormOption() {}

    /** @throws io.hyperspace.space.error.HyperspaceException 400 when there is no such sort of text */
    static Form parse(String word, String command) {
        return Form.of(word).orElseThrow(() -> ClientFaults.usage(
                        "--as takes one of " + String.join(", ", Form.words()) + ", not '" + word + "'", command)
                .toException());
    }

    /**
     * The text, given as it is or as a file.
     *
     * @throws io.hyperspace.space.error.HyperspaceException 400 when it is given neither way or both, or cannot be read
     */
    static TextFile source(Form form, @Nullable String text, @Nullable String file, Terminal terminal, String command) {
        if (file != null && text == null) {
            TextFile read = TextFile.read("the " + form.word(), file, terminal);
            return isOneLine(form) ? new TextFile(read.name(), read.text().stripTrailing()) : read;
        }
        if (text == null || file != null) {
            throw ClientFaults.usage("give either the text or -f FILE", command).toException();
        }
        return new TextFile(form.word(), text);
    }

    /** Whether the end of a file's last line is no part of the text. */
    private static boolean isOneLine(Form form) {
        return form == Form.POINT || form == Form.KIND || form == Form.SELECTOR;
    }
}
