package io.hyperspace.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.driver.Reply;
import io.hyperspace.driver.Waves;
import io.hyperspace.ripple.Bounce;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.error.Excerpt;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Waves that go no further than an executor with a handful of commands, which answers as the real one does. */
public final class Executor implements Waves {

    private static final Pattern CREATE =
            Pattern.compile("create\\s+([a-z0-9:.-]+)<(\\w+)>(\\s*\\{.*})?", Pattern.DOTALL);

    /** The pings that came, in order. */
    public final ConcurrentLinkedQueue<Ping> pings = new ConcurrentLinkedQueue<>();

    /** The signals that came, in order. */
    public final ConcurrentLinkedQueue<Signal> signals = new ConcurrentLinkedQueue<>();

    /** The ripples that came, in order, and what was to come back of each. */
    public final ConcurrentLinkedQueue<Ripple> ripples = new ConcurrentLinkedQueue<>();

    public final ConcurrentLinkedQueue<Bounce> bounces = new ConcurrentLinkedQueue<>();

    /** Whether a signal is accepted. */
    public volatile CompletionStage<Void> accepted = CompletableFuture.completedFuture(null);

    /** Completes {@code wait}. */
    public final CompletableFuture<Reply> held = new CompletableFuture<>();

    private static final String RIPPLE =
            "{\"ripple\":\"01J0000000000000000000000A\",\"targets\":3,\"sent\":3,\"answered\":1,\"failed\":1,"
                    + "\"unawaited\":1,\"omitted\":0,\"echoes\":[{\"from\":\"localhost:a\",\"status\":200,\"headers\":{},"
                    + "\"body\":{\"kind\":\"Text\",\"value\":\"two\\nlines\"}},{\"from\":\"localhost:b\",\"status\":503,"
                    + "\"headers\":{},\"body\":{\"kind\":\"Empty\"}}]}";

    private static final String TRACE = "{\"trace\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"records\":["
            + record("05.678123456", "sent", "1", "\"point\":\"localhost:app\"")
            + "," + record("05.679", "lane", "1", "\"star\":\"<<central:maelstrom[3]>>\",\"number\":7")
            + ","
            + record("05.680", "stop", "2", "\"parent\":\"1\",\"point\":\"localhost:db\",\"detail\":\"Ext<Find>\"")
            + "," + record("05.681", "caused", "3", "\"parent\":\"2\",\"point\":\"localhost:db\"")
            + "," + record("05.682", "field", "2", "\"status\":403,\"code\":\"E0301\"")
            + "," + record("06.678123456", "pong", "1", "\"status\":403,\"code\":\"E0301\",\"nanos\":1000000000")
            + "],\"more\":true,\"silent\":[\"pekko://h@10.0.0.2:1\"]}";

    private static String record(String time, String layer, String span, String rest) {
        return "{\"time\":\"2026-01-02T03:04:" + time + "Z\",\"layer\":\"" + layer + "\",\"span\":\"" + span
                + "\",\"wave\":\"01J0000000000000000000000A\",\"machine\":\"m1\"," + rest + "}";
    }

    private final Set<String> points = ConcurrentHashMap.newKeySet();

    @Override
    public CompletionStage<Pong> ping(Ping ping) {
        pings.add(ping);
        return answer(ping)
                .thenApply(reply ->
                        new Pong(WaveId.next(), ping.id(), ping.to(), reply.status(), reply.headers(), reply.body()));
    }

    /** The digest of an upload of the last command. */
    public String upload(String name) {
        Ping last = pings.stream().reduce((first, second) -> second).orElseThrow();
        Substance.MapOf body = (Substance.MapOf) last.body();
        Substance.MapOf uploads =
                (Substance.MapOf) Objects.requireNonNull(body.value().get("uploads"));
        return ((Substance.Text) Objects.requireNonNull(uploads.value().get(name))).value();
    }

    @Override
    public CompletionStage<Pong> ping(Ping ping, long until) {
        return ping(ping)
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(late(ping), until - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
    }

    private static Pong late(Ping ping) {
        Reply late = Reply.of(Faults.timedOut("the ping"));
        return new Pong(WaveId.next(), ping.id(), ping.to(), late.status(), late.headers(), late.body());
    }

    @Override
    public CompletionStage<Void> signal(Signal signal) {
        signals.add(signal);
        return accepted;
    }

    /** Two targets, of which one answers and one refuses. */
    @Override
    public CompletionStage<Outcome> ripple(Ripple ripple, Bounce bounce, Consumer<Echo> listener) {
        ripples.add(ripple);
        bounces.add(bounce);
        listener.accept(echo(ripple, "localhost:b", 200, Substance.text("hello")));
        listener.accept(echo(ripple, "localhost:a", 503, Substance.Empty.INSTANCE));
        return CompletableFuture.completedFuture(new Outcome(ripple.id(), 3, 3, 1, 1, 1, 0, null));
    }

    private static Echo echo(Ripple ripple, String from, int status, Substance body) {
        return new Echo(WaveId.next(), ripple.id(), Point.parse(from), status, Headers.NONE, body);
    }

    @Override
    public CompletionStage<ParticleRecord> record(Point point) {
        return CompletableFuture.failedFuture(
                Faults.noSuchPoint(point.toString()).toException());
    }

    @Override
    public CompletionStage<Access> access(Agent agent, Point point) {
        throw new AssertionError("nobody asks here");
    }

    private CompletionStage<Reply> answer(Ping ping) {
        if (ping.to().toString().equals("localhost:held")) {
            return held;
        }
        if (!ping.to().toString().equals("GLOBAL::executor")) {
            return CompletableFuture.completedFuture(Reply.ok(Substance.text("pong of " + ping.to())));
        }
        Map<String, Substance> body = ((Substance.MapOf) ping.body()).value();
        String command = ((Substance.Text) Objects.requireNonNull(body.get("command")))
                .value()
                .strip();
        return command.equals("wait")
                ? held
                : CompletableFuture.completedFuture(
                        execute(command, (Substance.MapOf) Objects.requireNonNull(body.get("uploads"))));
    }

    private Reply execute(String command, Substance.MapOf uploads) {
        Matcher create = CREATE.matcher(command);
        if (create.matches()) {
            return create(command, create);
        }
        return switch (command.split("\\s", 2)[0]) {
            case "select" ->
                json(
                        200,
                        "[{\"point\":\"localhost\",\"kind\":\"Space\",\"status\":\"Ready\"},"
                                + "{\"point\":\"localhost:app\",\"kind\":\"App\",\"status\":\"Panic\"}]");
            case "get" -> json(200, "{\"greeting\":\"hello\"}");
            case "ping" -> pong(command);
            case "signal" -> json(200, "{\"id\":\"01J0000000000000000000000A\"}");
            case "grant" ->
                json(
                        200,
                        "{\"id\":\"01J0000000000000000000000A\",\"rule\":\"perm +csd-rwX\",\"on\":\"localhost\",\"to\":\"*\","
                                + "\"by\":\"hyperuser\"}");
            case "delete" -> json(200, "{\"deleted\":[\"localhost:app:a\",\"localhost:app\"],\"count\":1002}");
            case "chown" ->
                json(200, "{\"owner\":\"hyperspace:users:ann\",\"points\":[\"localhost\",\"localhost:app\"]}");
            case "history" ->
                json(
                        200,
                        "{\"events\":[{\"time\":\"2026-01-02T03:04:05.678Z\",\"incarnation\":\"01J0000000000000000000000A\","
                                + "\"revision\":7,\"event\":\"properties-changed\",\"details\":{\"!old\":\"\",\"+title\":\"a b\"}},"
                                + "{\"time\":\"2026-01-02T03:04:06.000Z\",\"incarnation\":\"01J0000000000000000000000A\","
                                + "\"revision\":8,\"event\":\"removed\",\"details\":{}}],\"omitted\":5}");
            case "publish" -> json(201, "{\"point\":\"repo:site:1.0.0\",\"kind\":\"Bundle\",\"status\":\"Ready\"}");
            case "break" -> Reply.of(Faults.internal());
            case "echo" -> echo(command, uploads);
            default -> parts(command);
        };
    }

    private static Reply parts(String command) {
        return switch (command.split("\\s", 2)[0]) {
            case "ripple" -> json(200, RIPPLE);
            case "trace" -> json(200, TRACE);
            case "stars" ->
                json(
                        200,
                        "[{\"star\":\"<<central:central[0]>>\",\"machine\":\"m1\",\"state\":\"running\",\"held\":3,"
                                + "\"active\":2,\"living\":5,\"delay\":7},{\"star\":\"<<central:maelstrom[3]>>\",\"machine\":null,"
                                + "\"state\":\"silent\",\"held\":null,\"active\":null,"
                                + "\"living\":null,\"delay\":null}]");
            case "lanes" ->
                json(
                        200,
                        "[{\"machine\":\"m1\",\"star\":\"<<central:central[0]>>\",\"state\":\"open\",\"epoch\":17,"
                                + "\"through\":[\"<<central:nexus[1]>>\"],\"unadmitted\":1,\"waiting\":0,\"window\":1024},{\"machine\":\"pekko://h@10.0.0.2:1\","
                                + "\"star\":null,\"state\":\"silent\",\"epoch\":0,\"through\":[],\"unadmitted\":0,\"waiting\":0,"
                                + "\"window\":0}]");
            case "machines" ->
                json(
                        200,
                        "[{\"machine\":\"m1\",\"address\":\"pekko://h@10.0.0.1:1\",\"state\":\"up\",\"lease\":9000,"
                                + "\"draining\":true,\"takes\":[\"central\",\"maelstrom\"],\"stars\":2}]");
            case "drivers" ->
                json(
                        200,
                        "[{\"driver\":\"user\",\"home\":\"scribe\",\"affinity\":\"spread\","
                                + "\"kinds\":[\"User\",\"UserBase<Internal>\"]}]");
            case "kinds" -> json(200, "[{\"kind\":\"Base\",\"driver\":\"base\"}]");
            case "status" ->
                json(
                        200,
                        "{\"point\":\"localhost:app\",\"kind\":\"App\",\"status\":\"Ready\","
                                + "\"incarnation\":\"01J0000000000000000000000A\",\"revision\":2,\"owner\":\"hyperuser\","
                                + "\"star\":\"<<central:maelstrom[3]>>\",\"epoch\":1,\"machine\":\"m1\","
                                + "\"activity\":\"active\",\"memory\":\"carried\"}");
            default -> Reply.of(Fault.of(400, "E0101", "unknown command"));
        };
    }

    private Reply create(String command, Matcher create) {
        String point = create.group(1);
        String kind = create.group(2);
        if (kind.equals("Sapce")) {
            return Reply.of(unknownKind(command, create));
        }
        return points.add(point)
                ? json(201, "{\"point\":\"" + point + "\",\"kind\":\"" + kind + "\",\"status\":\"Ready\"}")
                : Reply.of(Faults.taken(point));
    }

    private static Fault unknownKind(String command, Matcher create) {
        String before = command.substring(0, create.start(2));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int lineStart = before.lastIndexOf('\n') + 1;
        SpanRef span = new SpanRef(
                "command",
                line,
                create.start(2) - lineStart + 1,
                create.group(2).length());
        String excerpt = Excerpt.of(span, command.split("\n")[line - 1], "not a kind known here");
        return new Fault(
                400,
                "E0102",
                "unknown kind '" + create.group(2) + "'",
                span,
                List.of("did you mean 'Space'?"),
                excerpt);
    }

    private static Reply pong(String command) {
        int status = command.contains("Missing") ? 404 : 200;
        return json(
                status, "{\"status\":" + status + ",\"headers\":{},\"body\":{\"kind\":\"Text\",\"value\":\"hello\"}}");
    }

    private static Reply echo(String command, Substance.MapOf uploads) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("command", command);
        ObjectNode digests = json.putObject("uploads");
        uploads.value().forEach((name, digest) -> digests.put(name, ((Substance.Text) digest).value()));
        return json(200, json.toString());
    }

    private static Reply json(int status, String json) {
        return new Reply(status, Headers.NONE, new Substance.Json(json));
    }
}
