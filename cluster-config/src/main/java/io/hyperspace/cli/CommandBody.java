package io.hyperspace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.error.HyperspaceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The body of a request to run a command: its text, or a form when files go along. Files are read while it is sent. */
final class CommandBody {

    private final List<Piece> pieces = new ArrayList<>();
    private final String contentType;

    private CommandBody(String contentType) {
        this.contentType = contentType;
    }

    /** A part of the body: bytes, or the content of a file. */
    private sealed interface Piece {
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    private record Text(String text) implements Piece {
        @Override
        public long length() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Content(Upload upload) implements Piece {
        @Override
        public long length() {
            return upload.size();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (InputStream in = Files.newInputStream(upload.file())) {
                if (in.transferTo(out) != upload.size()) {
                    throw changed();
                }
            }
        }

        private HyperspaceException changed() {
            return ClientFaults.unreadable(upload.file().toString(), "it changed while it was sent")
                    .toException();
        }
    }

    static CommandBody of(String command, List<Upload> uploads) {
        return uploads.isEmpty() ? text(command) : form(command, uploads);
    }

    static CommandBody json(JsonNode json) {
        CommandBody body = new CommandBody("application/json");
        body.pieces.add(new Text(json.toString()));
        return body;
    }

    private static CommandBody text(String command) {
        CommandBody body = new CommandBody("text/plain; charset=UTF-8");
        body.pieces.add(new Text(command));
        return body;
    }

    private static CommandBody form(String command, List<Upload> uploads) {
        String boundary = "hyperspace-" + UUID.randomUUID();
        String start = "--" + boundary + "\r\nContent-Disposition: form-data; name=";
        CommandBody body = new CommandBody("multipart/form-data; boundary=" + boundary);
        body.pieces.add(new Text(start + "\"command\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n"));
        body.pieces.add(new Text(command));
        for (Upload upload : uploads) {
            String name = quoted(upload.name());
            body.pieces.add(new Text("\r\n" + start + name + "; filename=" + name
                    + "\r\nContent-Type: application/octet-stream\r\n\r\n"));
            body.pieces.add(new Content(upload));
        }
        body.pieces.add(new Text("\r\n--" + boundary + "--\r\n"));
        return body;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    String contentType() {
        return contentType;
    }

    long length() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }

    void writeTo(OutputStream out) throws IOException {
        for (Piece piece : pieces) {
            piece.writeTo(out);
        }
    }
}
