package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.cli.Main;
import io.hyperspace.testkit.MachinesExtension;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Watching at one Machine what is changed at another, through the control port and the command line. */
final class WatchTest {

    @RegisterExtension
    static final MachinesExtension machines = MachinesExtension.of(3);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void withUsers() {
        run(0, "create staff<UserBase<Internal>>");
        run(0, "create staff:ann<User>");
        run(0, "create staff:bob<User>");
    }

    private static void run(int machine, String command) {
        machines.machine(machine).command(command).orThrow();
    }

    /** A connection that takes events. */
    private record Events(HttpResponse<InputStream> response, BlockingQueue<JsonNode> queue) implements AutoCloseable {

        JsonNode next() {
            try {
                JsonNode event = queue.poll(20, TimeUnit.SECONDS);
                assertThat(event).as("an event").isNotNull();
                return event;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void untilReady() {
            JsonNode event = next();
            while (!event.path("event").asText().equals("ready")) {
                event = next();
            }
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private static Events watch(int machine, String agent, String selector) throws Exception {
        String secret = Files.readString(machines.data(machine).resolve("control.secret"))
                .strip();
        URI uri = URI.create("http://127.0.0.1:"
                + machines.machine(machine).controlAddress().getPort() + "/v1/events?watch="
                + URLEncoder.encode(selector, StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + secret);
        if (!agent.isEmpty()) {
            request.header("Hyperspace-Agent", agent);
        }
        HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        BlockingQueue<JsonNode> queue = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(response.body(), queue), "events");
        reader.setDaemon(true);
        reader.start();
        return new Events(response, queue);
    }

    private static void read(InputStream body, BlockingQueue<JsonNode> queue) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    queue.add(JSON.readTree(line.substring(6)));
                } else if (line.startsWith("{")) {
                    queue.add(JSON.readTree(line));
                }
            }
        } catch (IOException e) {
            queue.add(JSON.createObjectNode().put("event", "broken"));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsChangedAtOneMachineIsToldAtAnother() throws Exception {
        run(0, "create hall<Space>{ +title=Hall }");
        run(0, "create hall:a<Base>");
        try (Events events = watch(1, "", "hall")) {
            assertThat(events.response().headers().firstValue("content-type")).hasValue("text/event-stream");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'there','point':'hall','kind':'Space','status':'Ready',"
                            + "'properties':{'title':'Hall'}}"));
            assertThat(events.next())
                    .isEqualTo(json("{'event':'there','point':'hall:a','kind':'Base','status':'Ready'}"));
            assertThat(events.next()).isEqualTo(json("{'event':'ready'}"));

            run(2, "create hall:b<Base>");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'created','point':'hall:b','kind':'Base','status':'Ready'}"));

            run(2, "set hall:b{ +colour=red }");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'properties','point':'hall:b','properties':{'colour':'red'}}"));

            run(0, "set hall{ !title }");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'properties','point':'hall','properties':{'title':null}}"));

            run(2, "ripple watchers-of hall:b Ext<News> 'fresh'");
            JsonNode ripple = events.next();
            assertThat(ripple.path("event").asText()).isEqualTo("ripple");
            assertThat(ripple.path("point").asText()).isEqualTo("hall:b");
            assertThat(ripple.at("/body/value").asText()).isEqualTo("fresh");

            run(0, "delete hall:a");
            JsonNode gone = events.next();
            while (gone.path("event").asText().equals("status")) {
                gone = events.next();
            }
            assertThat(gone).isEqualTo(json("{'event':'deleted','point':'hall:a'}"));
        }
    }

    @Test
    void whoHasNoRightsIsToldNothingAndWhoGetsThemIsToldFromThenOn() throws Exception {
        run(0, "create till<Space>");
        run(0, "create till:a<Base>{ +title=secretly }");
        try (Events events = watch(2, "staff:bob", "till:*")) {
            assertThat(events.next()).isEqualTo(json("{'event':'ready'}"));

            run(0, "set till:a{ +title=still }");
            run(1, "grant perm +cSd-rwx on till to staff:bob");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'there','point':'till:a','kind':'Base','status':'Ready'}"));

            run(1, "grant perm +csd-Rwx on till:a to staff:bob");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'properties','point':'till:a','properties':{'title':'still'}}"));

            run(0, "grant perm &csd-RWX on till to staff:bob");
            assertThat(events.next()).isEqualTo(json("{'event':'hidden','point':'till:a'}"));
        }
    }

    @Test
    void secretsAreNotTold() throws Exception {
        try (Events events = watch(1, "", "staff:ann")) {
            events.untilReady();

            run(0, "set staff:ann{ +password='correct horse' }");

            JsonNode changed = events.next();
            assertThat(changed.path("event").asText()).isEqualTo("properties");
            assertThat(changed.at("/properties/password").asText()).isEqualTo("***");
            assertThat(changed.toString()).doesNotContain("horse").doesNotContain("argon");
        }
    }

    @Test
    void anAgentThatIsGoneIsToldNoMore() throws Exception {
        run(0, "create staff:carl<User>");
        try (Events events = watch(1, "staff:carl", "staff:*")) {
            events.untilReady();

            run(0, "delete staff:carl");

            JsonNode event = events.next();
            while (!event.path("event").asText().equals("ended")) {
                event = events.next();
            }
            assertThat(event.path("status").asInt()).isEqualTo(404);
        }
    }

    @Test
    void whatCannotBeWatchedIsRefusedAsCommandsAre() throws Exception {
        try (Events events = watch(0, "", "hall:<")) {
            assertThat(events.response().statusCode()).isEqualTo(400);
            assertThat(events.next().at("/error/code").asText()).startsWith("E01");
        }
        try (Events events = watch(0, "", "")) {
            assertThat(events.next().at("/error/code").asText()).isEqualTo("E0740");
        }
    }

    @Test
    void theCommandLineTellsOneEventALine() {
        run(0, "create yard<Space>");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> hyperspace(out, "--count", "3", "yard"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(text(out)).contains("ready"));

        run(1, "create yard:a<Base>");

        assertThat(exit.join()).isZero();
        assertThat(text(out)).isEqualTo("there  yard<Space>  Ready\nready\ncreated  yard:a<Base>  Ready\n");
    }

    @Test
    void theCommandLineStopsWhenTheTimeIsUp() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int exit = hyperspace(out, "--json", "--for", "1500ms", "staff:none:*");

        assertThat(exit).isZero();
        assertThat(text(out)).isEqualTo("{\"event\":\"ready\"}\n");
        assertThat(hyperspace(out, "--for", "soon", "staff")).isEqualTo(64);
    }

    private static String text(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int hyperspace(ByteArrayOutputStream out, String... args) {
        List<String> line = new java.util.ArrayList<>(
                List.of("watch", "--data", machines.data(2).toString()));
        line.addAll(List.of(args));
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(line.toArray(String[]::new), InputStream.nullInputStream(), to, errors);
    }
}
