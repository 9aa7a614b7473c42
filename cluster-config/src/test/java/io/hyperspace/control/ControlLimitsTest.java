package io.hyperspace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.substance.Substance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ControlLimitsTest {

    private static final String COMMAND = "/v1/command";
    private static final int MAX_COMMAND = 1000;
    private static final int MAX_UPLOAD = 100_000;

    private final TestControl control;

    ControlLimitsTest(@TempDir Path data) {
        this.control = new TestControl(data, """
                hyperspace.control {
                  max-command = 1000
                  max-upload = 100000
                  max-uploads = 2
                  upload-memory = 150000
                  in-flight = 1
                  read-timeout = 2s
                }
                """);
    }

    @AfterAll
    void stop() {
        control.close();
    }

    @Test
    void aFormBringsTheUploadsOfACommand() {
        byte[] site = bytes(50_000);
        RawHttp.Answer answer = form(new RawHttp.Form()
                .file("my site.zip", site)
                .field("command", "echo ^[ my site.zip ]")
                .file("größe.txt", "ü".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/result/command").asText()).isEqualTo("echo ^[ my site.zip ]");
        String digest = answer.json().at("/result/uploads/my site.zip").asText();
        assertThat(control.blobs.bytes(digest)).isEqualTo(site);
        String small = answer.json().at("/result/uploads/größe.txt").asText();
        assertThat(control.blobs.bytes(small)).isEqualTo("ü".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCommandAtTheLimitIsRunAndOneOverItIs413() {
        RawHttp.Answer at = text("x".repeat(MAX_COMMAND));
        RawHttp.Answer over = text("x".repeat(MAX_COMMAND + 1));

        assertThat(at.code()).isEqualTo("E0101");
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.json().at("/error/message").asText()).isEqualTo("the command is larger than 1000 bytes");
    }

    @Test
    void aCommandOverTheLimitIs413InEveryForm() {
        String command = "x".repeat(MAX_COMMAND + 1);
        RawHttp.Answer json = post("application/json", "{\"command\":\"" + command + "\"}");
        RawHttp.Answer form = form(new RawHttp.Form().field("command", command));

        assertThat(json.status()).isEqualTo(413);
        assertThat(form.status()).isEqualTo(413);
    }

    @Test
    void uploadsAtTheLimitTogetherAreStoredAndOneByteMoreIs413() {
        RawHttp.Answer at = form(new RawHttp.Form()
                .field("command", "echo")
                .file("a", bytes(MAX_UPLOAD / 2))
                .file("b", bytes(MAX_UPLOAD / 2)));
        RawHttp.Answer over = form(new RawHttp.Form()
                .field("command", "echo")
                .file("a", bytes(MAX_UPLOAD / 2))
                .file("b", bytes(MAX_UPLOAD / 2 + 1)));

        assertThat(at.status()).isEqualTo(200);
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.json().at("/error/message").asText())
                .isEqualTo("what a command uploads is larger than 100000 bytes");
    }

    @Test
    void aBodyFarOverAllLimitsEndsTheConnectionOrIs413() {
        byte[] huge = new RawHttp.Form()
                .field("command", "echo")
                .file("a", bytes(MAX_UPLOAD * 40))
                .end();
        try {
            RawHttp.Answer answer = RawHttp.post(COMMAND, RawHttp.Form.TYPE, huge)
                    .bearer(control.secret)
                    .send(control.address());
            assertThat(answer.status()).isEqualTo(413);
        } catch (AssertionError closed) {
            assertThat(closed).hasMessage("the request failed");
        }

        assertThat(text("get localhost").status()).isEqualTo(200);
    }

    @Test
    void moreUploadsThanTheLimitAreRefused() {
        RawHttp.Answer answer = form(new RawHttp.Form()
                .field("command", "echo")
                .file("a", bytes(1))
                .file("b", bytes(1))
                .file("c", bytes(1)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText())
                .isEqualTo("the request cannot be read: a command has at most 2 uploads");
    }

    @Test
    void aSecondCommandAtTheSameTimeIs429() {
        CompletableFuture<RawHttp.Answer> first = CompletableFuture.supplyAsync(() -> text("wait"));
        await().until(() -> control.executor.pings.stream()
                .anyMatch(ping -> ping.body().toString().contains("wait")));

        RawHttp.Answer second = text("get localhost");
        control.executor.held.complete(Reply.ok(Substance.text("done")));

        assertThat(second.status()).isEqualTo(429);
        assertThat(first.join().body()).isEqualTo("{\"status\":200,\"result\":\"done\"}\n");
        assertThat(text("get localhost").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"command\":1}", "{\"other\":\"x\"}", "[[[[[[[[[[[["})
    void badJsonIs400(String body) {
        RawHttp.Answer answer = post("application/json", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("E0744");
    }

    @Test
    void aTextThatIsNotUtf8Is400() {
        RawHttp.Answer answer = RawHttp.post(COMMAND, "text/plain", new byte[] {'x', (byte) 0xff})
                .bearer(control.secret)
                .send(control.address());

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void anotherContentTypeIs400() {
        RawHttp.Answer answer = post("application/x-www-form-urlencoded", "create+x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/help/0").asText()).contains("text/plain");
    }

    @Test
    void aFormWithoutACommandOrWithTwoOfANameIs400() {
        RawHttp.Answer none = form(new RawHttp.Form().file("a", bytes(1)));
        RawHttp.Answer twice = form(
                new RawHttp.Form().field("command", "echo").file("a", bytes(1)).file("a", bytes(2)));

        assertThat(none.status()).isEqualTo(400);
        assertThat(twice.status()).isEqualTo(400);
    }

    @Test
    void aRequestThatDoesNotArriveInTimeIs408() {
        RawHttp.Answer answer = RawHttp.post(COMMAND, "text/plain", "get localhost")
                .bearer(control.secret)
                .announcing(1000)
                .send(control.address());

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.code()).isEqualTo("E0401");
    }

    @Test
    void aDamagedFormIs400() {
        RawHttp.Answer answer = post(RawHttp.Form.TYPE, "--frontier\r\nrubbish");

        assertThat(answer.status()).isEqualTo(400);
    }

    private RawHttp.Answer text(String command) {
        return post("text/plain", command);
    }

    private RawHttp.Answer post(String type, String body) {
        return RawHttp.post(COMMAND, type, body).bearer(control.secret).send(control.address());
    }

    private RawHttp.Answer form(RawHttp.Form form) {
        return RawHttp.post(COMMAND, RawHttp.Form.TYPE, form.end())
                .bearer(control.secret)
                .send(control.address());
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new java.util.Random(count).nextBytes(bytes);
        return bytes;
    }
}
