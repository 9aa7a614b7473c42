package io.hyperspace.codec;

import io.hyperspace.space.command.Body;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.substance.Substance;
import org.jspecify.annotations.Nullable;

/** The body of a command: the field {@code body} with a substance, or {@code upload} with a file's name, or neither. */
final class BodyForm {

    private BodyForm() {}

    static Fields write(Fields fields, Body body) {
        if (body.upload() != null) {
            return fields.text("upload", body.upload());
        }
        boolean empty = body.substance() instanceof Substance.Empty;
        return empty ? fields : fields.part("body", out -> SubstanceForm.write(out, body.substance()));
    }

    static Body read(FieldReader in, boolean binary) {
        @Nullable String upload = in.optionalText("upload");
        if (upload != null) {
            return Body.upload(upload);
        }
        return in.optional("body") == null ? Body.EMPTY : written(SubstanceForm.read(in.required("body"), binary));
    }

    /** A body as a command would have it: JSON in its one text. */
    private static Body written(Substance substance) {
        return Body.of(
                substance instanceof Substance.Json json ? new Substance.Json(Language.json(json.value())) : substance);
    }

    static Body readContent(FieldReader in, boolean binary) {
        Body body = read(in, binary);
        if (body.upload() == null && !(body.substance() instanceof Substance.Text)) {
            throw FieldReader.refused("what is written is a text or an upload");
        }
        return body;
    }

    static String uri(FieldReader in) {
        return in.optional("uri") == null ? "/" : in.parsed("uri", BodyForm::checkedUri);
    }

    private static String checkedUri(String uri) {
        boolean good = uri.startsWith("/")
                && uri.length() <= Command.MAX_URI
                && uri.chars().allMatch(BodyForm::isPath);
        if (!good) {
            throw new IllegalArgumentException("a uri starts with '/' and holds no white space and no ';'");
        }
        return uri;
    }

    private static boolean isPath(int c) {
        return c > ' ' && c != ';' && (c < 0x7F || c >= 0xA0);
    }
}
