package io.hyperspace.drivers.content;

import io.hyperspace.codec.SpaceJson;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.substance.Substance;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/** Bytes with a content type as a substance. */
public final class Bodies {

    private Bodies() {}

    /**
     * No bytes are Empty; text and forms are Text; JSON is Json; anything else is Bin.
     *
     * @throws io.hyperspace.space.error.HyperspaceException with status 400 if the bytes are not what their type says
     */
    public static Substance of(String contentType, byte[] bytes) {
        if (bytes.length == 0) {
            return Substance.Empty.INSTANCE;
        }
        String media = mediaType(contentType);
        if (media.equals("application/json") || media.endsWith("+json")) {
            SpaceJson.parse(bytes);
            return new Substance.Json(utf8(bytes));
        }
        if (media.startsWith("text/") || media.equals("application/x-www-form-urlencoded")) {
            return new Substance.Text(decode(bytes, charset(contentType)));
        }
        return new Substance.Bin(bytes);
    }

    /**
     * UTF-8 bytes as text.
     *
     * @throws io.hyperspace.space.error.HyperspaceException with status 400 if they are not UTF-8
     */
    public static String utf8(byte[] bytes) {
        return decode(bytes, StandardCharsets.UTF_8);
    }

    private static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static Charset charset(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("charset=");
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        String rest = lower.substring(at + "charset=".length());
        int end = rest.indexOf(';');
        String name =
                (end < 0 ? rest : rest.substring(0, end)).replace("\"", "").strip();
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Fault.of(400, "E0770", "the body's charset is not known here", "send UTF-8")
                    .toException();
        }
    }

    private static String decode(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Fault.of(400, "E0770", "the body is not text in " + charset.name())
                    .toException();
        }
    }
}
