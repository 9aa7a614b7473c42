package io.hyperspace.codec;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.Wave;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Waves of every sort, the same for the same seed. */
final class RandomWaves {

    private static final List<String> POINTS =
            List.of("localhost", "localhost:app", "ROOT", "GLOBAL::executor", "repo:site:1.0.0:/html/index.html");
    private static final List<String> METHODS = List.of("Http<Get>", "Ext<Hello>", "Cmd<Read>", "Hyp<Assign>");
    private static final List<String> JSON =
            List.of("{\"a\":[1,2.50,null],\"b\":\"x\"}", "\"text\"", "null", "1E+400", "[]", "{\"é\":\"\\n\"}");
    private static final List<String> LETTERS = List.of("a", "Z", " ", "\"", "\\", "\n", "é", "漢", "😀", "<", "\u0001");

    private final Random random;

    RandomWaves(long seed) {
        this.random = new Random(seed);
    }

    Wave wave() {
        return switch (random.nextInt(4)) {
            case 0 -> new Ping(head(), point());
            case 1 -> new Signal(head(), point());
            case 2 -> new Pong(WaveId.next(), WaveId.next(), point(), status(100), headers(), substance(3));
            default -> new Echo(WaveId.next(), WaveId.next(), point(), status(100), headers(), substance(3));
        };
    }

    Head head() {
        return head(substance(3));
    }

    Head head(Substance body) {
        List<Point> chain = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            chain.add(point());
        }
        return new Head(
                WaveId.next(),
                point(),
                agent(),
                Method.parse(any(METHODS)),
                random.nextBoolean() ? "/" : "/a/b?c=d&e=%20",
                headers(),
                body,
                any(List.of(Handling.values())),
                random.nextLong(),
                chain,
                random.nextInt(4) == 0 ? sequence() : null);
    }

    private Sequence sequence() {
        long number = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
        StarKey outbox = StarKey.of(StarKind.MAELSTROM, random.nextInt(100));
        return new Sequence(outbox, Ulid.next(), number, random.nextBoolean() ? 0 : number);
    }

    Substance substance(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 9)) {
            case 0 -> Substance.Empty.INSTANCE;
            case 1 -> new Substance.Text(text(random.nextInt(50) == 0 ? 9000 : 20));
            case 2 -> new Substance.Bin(bytes());
            case 3 -> new Substance.Int(random.nextLong() >> random.nextInt(64));
            case 4 -> new Substance.Bool(random.nextBoolean());
            case 5 -> new Substance.Json(any(JSON));
            case 6 -> new Substance.PointOf(point());
            case 7 ->
                new Substance.StubOf(new Stub(point(), Kind.parse("Artifact<Wasm>"), any(List.of(Status.values()))));
            case 8 -> new Substance.Err(fault());
            case 9 -> list(depth - 1);
            default -> map(depth - 1);
        };
    }

    private Substance list(int depth) {
        List<Substance> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(substance(depth));
        }
        return new Substance.ListOf(list);
    }

    private Substance map(int depth) {
        Map<String, Substance> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(text(6), substance(depth));
        }
        return new Substance.MapOf(map);
    }

    Fault fault() {
        @Nullable SpanRef span = random.nextBoolean() ? null : new SpanRef(text(8), 1 + random.nextInt(9), 7, 3);
        @Nullable String excerpt = random.nextBoolean() ? null : text(30);
        return new Fault(status(400), "E0201", text(20), span, List.of(text(5), text(5)), excerpt);
    }

    private Headers headers() {
        return random.nextBoolean()
                ? Headers.NONE
                : new Headers(Map.of("accept", List.of("text/html", "é"), "x-" + random.nextInt(9), List.of()));
    }

    private Agent agent() {
        return any(List.of(Agent.ANONYMOUS, Agent.HYPERUSER, Agent.parse("localhost:users:ann")));
    }

    private Point point() {
        return Point.parse(any(POINTS));
    }

    private int status(int lowest) {
        return lowest + random.nextInt(600 - lowest);
    }

    private String text(int longest) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            out.append(any(LETTERS));
        }
        return out.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
