package io.hyperspace.space.command;

import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.text.Visible;
import io.hyperspace.space.text.Written;
import org.jspecify.annotations.Nullable;

/**
 * The body of a wave that a command sends, or what it writes.
 *
 * @param substance what is written there: Empty, Text, Int, Boolean or Json; Empty for an upload
 * @param upload the name of the file to upload, or null
 */
public record Body(Substance substance, @Nullable String upload) {

    public static final Body EMPTY = of(Substance.Empty.INSTANCE);

    public Body {
        if (!isWritten(substance)) {
            throw new IllegalArgumentException("a command cannot hold a body of " + substance.kindName());
        }
        if (upload != null) {
            checkUpload(upload);
        }
    }

    private static boolean isWritten(Substance substance) {
        return substance instanceof Substance.Empty
                || substance instanceof Substance.Text
                || substance instanceof Substance.Int
                || substance instanceof Substance.Bool
                || substance instanceof Substance.Json;
    }

    static void checkUpload(String name) {
        boolean good = !name.isBlank() && name.strip().equals(name) && name.indexOf(']') < 0 && name.indexOf('\n') < 0;
        if (!good) {
            throw new IllegalArgumentException("an upload's name is one line without ']', not " + Visible.quoted(name));
        }
    }

    public static Body of(Substance substance) {
        return new Body(substance, null);
    }

    public static Body upload(String name) {
        return new Body(Substance.Empty.INSTANCE, name);
    }

    @Override
    public String toString() {
        if (upload != null) {
            return "^[ " + upload + " ]";
        }
        if (substance instanceof Substance.Text text) {
            return Written.text(text.value());
        }
        if (substance instanceof Substance.Int number) {
            return Long.toString(number.value());
        }
        if (substance instanceof Substance.Bool truth) {
            return Boolean.toString(truth.value());
        }
        return substance instanceof Substance.Json json ? json.value() : "";
    }
}
