package io.hyperspace.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One HTTP request over a socket of its own, with exactly the headers that a test wants. */
final class RawHttp {

    private final String method;
    private final String path;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = new byte[0];
    private boolean host;
    private int announced = -1;

    private RawHttp(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static RawHttp get(String path) {
        return new RawHttp("GET", path);
    }

    static RawHttp post(String path, String type, byte[] body) {
        RawHttp request = new RawHttp("POST", path);
        request.body = body;
        return request.header("Content-Type", type);
    }

    static RawHttp post(String path, String type, String body) {
        return post(path, type, body.getBytes(StandardCharsets.UTF_8));
    }

    RawHttp header(String name, String value) {
        host |= name.equals("Host");
        headers.add(name + ": " + value);
        return this;
    }

    /** Says that more bytes come than do. */
    RawHttp announcing(int length) {
        announced = length;
        return this;
    }

    RawHttp bearer(ControlSecret secret) {
        return header("Authorization", "Bearer " + secret.token());
    }

    Answer send(InetSocketAddress address) {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            if (!host) {
                header("Host", "127.0.0.1:" + address.getPort());
            }
            String head = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nConnection: close\r\nContent-Length: " + Math.max(announced, body.length) + "\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(body);
            out.flush();
            return Answer.of(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new AssertionError("the request failed", e);
        }
    }

    record Answer(int status, String head, String body) {

        static Answer of(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }

        String code() {
            return json().path("error").path("code").asText();
        }
    }

    /** A multipart form, built part by part. */
    static final class Form {
        static final String TYPE = "multipart/form-data; boundary=frontier";
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Form field(String name, String value) {
            return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
        }

        Form file(String name, byte[] content) {
            return part("name=\"" + name + "\"; filename=\"" + name + "\"", content);
        }

        byte[] end() {
            bytes.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
            return bytes.toByteArray();
        }

        private Form part(String disposition, byte[] content) {
            String head = "--frontier\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
            bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            return this;
        }
    }
}
