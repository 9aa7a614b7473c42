package io.hyperspace.drivers.global;

import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.substance.Substance;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code Cmd<Execute>}: a Text that is one command line, or a Map of {@code command}, that Text, and
 * {@code uploads}, a Map of Texts: the digests of what the gate has stored, by the names that the command line uses.
 *
 * @param command the command line
 * @param uploads digests by name
 */
public record ExecuteRequest(String command, Map<String, Digest> uploads) {

    public ExecuteRequest {
        uploads = Map.copyOf(uploads);
    }

    /** The request as a body. */
    public Substance toSubstance() {
        Map<String, Substance> digests = new HashMap<>();
        uploads.forEach((name, digest) -> digests.put(name, Substance.text(digest.hex())));
        return new Substance.MapOf(Map.of("command", Substance.text(command), "uploads", new Substance.MapOf(digests)));
    }

    /**
     * The request of a body.
     *
     * @throws HyperspaceException with status 400 if the body is none
     */
    public static ExecuteRequest of(Substance body) {
        if (body instanceof Substance.Text text) {
            return new ExecuteRequest(text.value(), Map.of());
        }
        if (body instanceof Substance.MapOf map) {
            return new ExecuteRequest(
                    text(map.value().get("command")), digests(map.value().get("uploads")));
        }
        throw malformed();
    }

    /** The digest of an upload; 400 when it did not come with the command. */
    Digest upload(String name) {
        Digest digest = uploads.get(name);
        if (digest == null) {
            throw Fault.of(400, "E0713", "no upload '" + name + "' came with the command")
                    .toException();
        }
        return digest;
    }

    private static Map<String, Digest> digests(@Nullable Substance uploads) {
        if (uploads == null) {
            return Map.of();
        }
        if (!(uploads instanceof Substance.MapOf map)) {
            throw malformed();
        }
        Map<String, Digest> digests = new HashMap<>();
        map.value().forEach((name, digest) -> digests.put(name, digest(text(digest))));
        return digests;
    }

    private static Digest digest(String hex) {
        try {
            return new Digest(hex);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static String text(@Nullable Substance value) {
        if (value instanceof Substance.Text text) {
            return text.value();
        }
        throw malformed();
    }

    private static HyperspaceException malformed() {
        return Fault.of(
                        400,
                        "E0710",
                        "Cmd<Execute> takes a Text or a Map of command and uploads",
                        "uploads is a Map of digests by name")
                .toException();
    }
}
