package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.BuiltInKinds;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.selector.Selector;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that somebody thought up to be slow, large or deep. */
class HostileTest {

    private static final int MIB = 1 << 20;

    /** What a mebibyte may take of a processor; a linear reader takes a few hundred milliseconds. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** How many bytes a reader may allocate for each byte of a mebibyte. */
    private static final long MEMORY_PER_BYTE = 600;

    private static final int STACK = 256 << 10;
    private static final int DEEP = 100_000;
    private static final KnownKinds EXPECTED = KnownKinds.expected(BuiltInKinds.ALL);
    private static final Environment HERE =
            new Environment(Point.parse("localhost"), Map.of("x", "y", "bundle", "repo:site:1.0.0"));
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Object script(String text) {
        return Language.script("script", text, HERE, EXPECTED);
    }

    private static Object command(String text) {
        return Language.command(text, HERE, EXPECTED);
    }

    private static Object bind(String text) {
        return Language.bind("bind", text);
    }

    private static Object app(String text) {
        return Language.app("app", text, HERE, EXPECTED);
    }

    private static String fill(String before, String piece, String after) {
        return before + piece.repeat((MIB - before.length() - after.length()) / piece.length()) + after;
    }

    /** Reads a text of a mebibyte, twice when it took long the first time. */
    private static void endsSoon(Supplier<Object> reading) {
        Duration time = time(reading);
        assertThat(time.compareTo(LIMIT) < 0 ? time : time(reading)).isLessThan(LIMIT);
    }

    private static Duration time(Supplier<Object> reading) {
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            assertThat(reading.get()).isNotNull();
        } catch (HyperspaceException e) {
            assertThat(e.status()).isIn(400, 413);
        }
        Duration time = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - memory).isLessThan(MEMORY_PER_BYTE * MIB);
        return time;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create a<Xxx>;",
                "create a<Xxx>;\n",
                "create a<Spacee>;",
                "create aaaaaaaaaaaaaaa<Abcdefghijklmnopqrstuvwxyz>;"
            })
    void warningsWithoutEnd(String command) {
        endsSoon(() -> script(fill("", command, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get A;",
                "get A;\n",
                "get a { B };",
                "ping a Ext<B> {\"a\":;",
                "select a:(x);",
                "grant ;",
                "'",
                "create a<b>{+a='};"
            })
    void errorsWithoutEnd(String command) {
        endsSoon(() -> script(fill("", command, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+a=b,", "+a='b';", "!a,", "+A=b,", "+a={,", "+a={b;c},", "+a=${x},", "a,"})
    void propertiesWithoutEnd(String property) {
        endsSoon(() -> command(fill("set a { ", property, " }")));
        endsSoon(() -> app(fill("App(version=1.0.0) { Set { ", property, " } }")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"create .:a<Space>;", "create .:a<Xxx>{ +a=b };", "get a;", "create a<Space>{ +A=b };", ";"})
    void installsWithoutEnd(String command) {
        endsSoon(() -> app(fill("App(version=1.0.0) { Install { ", command, " } }")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ext<A> -> &;",
                "Ext<A>/(?<a>[^/]+)/x{2,3} -> localhost:${a} => &;",
                "Ext<A>/(a{1000}){4} -> &;",
                "Ext<A>/(a -> &;",
                "Ext<A> -[ Map{ a<Text>, b<Int> } ]-> &;",
                "Ext<A> -[ Tex ]-> &;",
                "Ext<A> -> ${y};",
                "(auth)-(privilege 'x')/a -> &;",
                "Route -> { Ext<A> -> &; }",
                "Route/a{900} -> { Ext<A> -> &; }"
            })
    void routesWithoutEnd(String route) {
        endsSoon(() -> bind(fill("Bind(version=1.0.0) { Route -> { ", route, " } }")));
    }

    @Test
    void namesWithoutEnd() {
        String names =
                IntStream.range(0, 60_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        String fields =
                IntStream.range(0, 60_000).mapToObj(i -> "k" + i + "<Text>").collect(Collectors.joining(","));

        endsSoon(() -> command("ping a Ext<A> {" + names + "}"));
        endsSoon(() -> bind("Bind(version=1.0.0) { Route -> { * -[ Map{ " + fields + " } ]-> &; } }"));
    }

    /** All of these have the same hash. */
    @Test
    void namesWithTheSameHash() {
        String names = IntStream.range(0, 1 << 14)
                .mapToObj(i -> "\"" + sameHash(i) + "\":1")
                .collect(Collectors.joining(","));

        assertThat(sameHash(1).hashCode()).isEqualTo(sameHash(2).hashCode());
        endsSoon(() -> command("ping a Ext<A> {" + names + "}"));
    }

    private static String sameHash(int number) {
        StringBuilder out = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) {
            out.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping a Ext<A> [ | ] | ",
                "ping a Ext<A> {\"a\": | } | ",
                "set a { +a= | { | } | }",
                "get a:${ | } | ",
                "select a<B< | > | ",
                "Bind(version=1.0.0) { | Route->{ | } | }",
                "Bind(version=1.0.0) { Route -> { * -[ | Map{a< | >} | ]-> &; } }",
                "Bind(version=1.0.0) { Route -> { */ | (?: | ) |  -> &; } }",
                "App(version=1.0.0) { Install { create a<A>{ | { | } | } } }",
                "App(version=1.0.0) | { | } | ",
                "Mechtron(version=1.0.0) { | Wasm{ | } | }"
            })
    void nestingWithoutEnd(String parts) throws InterruptedException {
        String[] part = parts.split("\\|", -1);
        String open = part[0] + part[1].strip().repeat(DEEP);
        String closed = open + part[2].strip().repeat(DEEP) + (part.length > 3 ? part[3] : "");
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, () -> readEveryWay(open, closed), "small-stack", STACK);
        thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);

        thread.start();
        thread.join();

        assertThat(failure[0]).isNull();
    }

    private static void readEveryWay(String... texts) {
        for (String text : texts) {
            time(() -> command(text));
            time(() -> script(text));
            time(() -> bind(text));
            time(() -> app(text));
            time(() -> Language.mechtron("mechtron", text, HERE));
        }
    }

    @Test
    void aSelectorOfManyRangesIsMatchedSoon() {
        String hop = "**<*<*<*:*:*:*:(" + "1 || ".repeat(20) + "2)>>>";
        Selector selector =
                Language.selector(String.join(":", Collections.nCopies(63, hop)) + ":(" + "1||".repeat(40) + "2)");
        Point point = Point.parse("a" + ":b".repeat(62) + ":3.0.0");
        Kind kind = Kind.parse("Database<Relational<a.b:c.d:e:f:3.0.0>>");
        PointHierarchy hierarchy = new PointHierarchy(point, Collections.nCopies(64, kind));

        endsSoon(() -> {
            for (int i = 0; i < 200; i++) {
                assertThat(selector.matches(hierarchy)).isFalse();
            }
            return selector;
        });
    }

    /** Direction marks, zero widths, byte order marks, line ends of other sorts, wide and joined characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF",
                "\u200B",
                "\u202E",
                "\u2066",
                "\u2028",
                "\u2029",
                "\u00A0",
                "\u3000",
                "\uFF41",
                "\uDB40\uDC41"
            })
    void foreignCharactersAreRefusedAtTheirPlaceAndKeptInTexts(String foreign) {
        assertThatThrownBy(() -> command("get a" + foreign)).isInstanceOfSatisfying(HyperspaceException.class, e -> {
            assertThat(e.fault().span()).hasToString("command:1:6");
            assertThat(e.fault().message()).doesNotContain("\u202E", "\u200B", "\u2028", "\u2029", "\uFEFF");
        });
        assertThat(command("write a '" + foreign + "'").toString()).contains(foreign);
    }
}
