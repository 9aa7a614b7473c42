package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of any kind and size ends in a value or a fault, soon, and no stack overflows. */
class RobustnessTest {

    private static final int MIB = 1 << 20;
    /** What one reading may take of a processor; wall time would count what else the machine does. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Duration HANG = Duration.ofMinutes(2);
    private static final Environment HERE = new Environment(Point.parse("localhost"), Map.of("x", "y"));

    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "'",
            "\"",
            "\\",
            "/",
            ":",
            "::",
            "*",
            "**:",
            "+",
            "+:",
            "%",
            "$",
            "${",
            "${x}",
            "$1",
            "^",
            "^[",
            "&",
            "#",
            "# x\n",
            ";",
            ",",
            "!",
            "!a,",
            "+a=b,",
            "+a={",
            ".",
            "..",
            ".:",
            "a",
            "a:",
            "a;",
            "A",
            "1",
            "1.",
            "-",
            "->",
            "=>",
            "-[",
            " ",
            "\n",
            "\r\n",
            "\t",
            "é",
            "日",
            "\uD83D\uDE00",
            "create a<Space>;",
            "create a<Sapce>;",
            "get A;",
            "set a{+a=b};",
            "set a { ",
            "ping a Ext<B> {\"a\":",
            "ping a Ext<B> [",
            "Route -> {",
            "Route/a -> {",
            "Ext<A> -> (());",
            "Ext<A>/a{1000} -> (());",
            "Wasm { +a=b; }",
            "Env { +A=b; }",
            "<<a:b[0]>>::",
            "[a]::",
            "(^1)",
            "a<",
            "<User>");

    private static Stream<String> pieces() {
        return PIECES.stream();
    }

    private static String fill(String before, String piece, int size) {
        return before + piece.repeat((size - before.length()) / piece.length());
    }

    private static List<String> openings() {
        return List.of(
                "",
                "create a<Space> { ",
                "create ",
                "select ",
                "set a { ",
                "get a { ",
                "ping a Ext<B> ",
                "ping a Ext<B>/",
                "grant perm +csd-rwx on ",
                "publish ^[ ",
                "Bind(version=1.0.0) { ",
                "Bind(version=1.0.0) { Route -> { ",
                "Bind(version=1.0.0) { Route -> { Ext<A>/",
                "Bind(version=1.0.0) { Route -> { Ext<A> -> ",
                "Mechtron(version=1.0.0) { ",
                "Mechtron(version=1.0.0) { Env { ");
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void aMebibyteOfAnythingEndsSoon(String piece) {
        int size = MIB / (piece.codePoints().anyMatch(c -> c > 0x7F) ? 4 : 1);
        for (String opening : openings()) {
            if (piece.length() > 6 && !opening.isEmpty() && !Character.isUpperCase(opening.charAt(0))) {
                continue;
            }
            String text = fill(opening, piece, size);
            assertTimeoutPreemptively(HANG, () -> readAll(text, opening), opening + piece);
        }
    }

    /** Reads a text as whatever its opening says it is, and with none as everything. */
    private static void readAll(String text, String opening) {
        if (opening.startsWith("Bind") || opening.isEmpty()) {
            ends(() -> Language.bind("test", text));
        }
        if (opening.startsWith("Mechtron") || opening.isEmpty()) {
            ends(() -> Language.mechtron("test", text, HERE));
        }
        if (!Character.isUpperCase((opening + "a").charAt(0))) {
            ends(() -> Language.command(text, HERE, KnownKinds.only(Set.of(Kind.SPACE))));
            ends(() -> Language.script("test", text, HERE, KnownKinds.only(Set.of(Kind.SPACE))));
        }
        if (opening.isEmpty()) {
            ends(() -> Language.selector(text));
            ends(() -> Language.point(text, HERE));
            ends(() -> Language.interpolate(text, HERE));
            ends(() -> Point.parse(text));
            ends(() -> Kind.parse(text));
        }
    }

    private static void ends(Runnable reading) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try {
            reading.run();
        } catch (HyperspaceException e) {
            checkShown(e.fault());
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        assertThat(Duration.ofNanos(nanos)).isLessThan(LIMIT);
    }

    private static void checkShown(Fault fault) {
        assertThat(FaultPrinter.render(fault).length()).isLessThan(2000);
        assertThat(FaultPrinter.render(fault).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(600));
    }

    @Test
    void moreThanAMebibyteIsTooLarge() {
        String text = "a".repeat(MIB + 1);

        assertThatThrownBy(() -> Language.command(text, HERE, KnownKinds.ANY)).satisfies(RobustnessTest::isTooLarge);
        assertThatThrownBy(() -> Language.script("s", text, HERE, KnownKinds.ANY))
                .satisfies(RobustnessTest::isTooLarge);
        assertThatThrownBy(() -> Language.bind("b", text)).satisfies(RobustnessTest::isTooLarge);
        assertThatThrownBy(() -> Language.bind("b", "é".repeat(MIB / 2 + 1))).satisfies(RobustnessTest::isTooLarge);
    }

    @Test
    void variablesCannotBlowATextUp() {
        Environment large = new Environment(Point.parse("localhost"), Map.of("x", "y".repeat(MIB / 2)));

        assertThat(Language.interpolate("${x}${x}", large)).hasSize(MIB);
        assertThatThrownBy(() -> Language.interpolate("${x}".repeat(1000), large))
                .satisfies(RobustnessTest::isTooLarge);
        assertThatThrownBy(() -> Language.point("a:b" + "${x}".repeat(1000), large))
                .hasMessageContaining("at most 1024 bytes");
    }

    @Test
    void exactlyAMebibyteIsRead() {
        String text = "get localhost" + " ".repeat(MIB - "get localhost".length());

        assertThat(Language.command(text, HERE, KnownKinds.ANY)).isNotNull();
    }

    private static void isTooLarge(Throwable e) {
        assertThat(((HyperspaceException) e).fault().status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x1B, 0x7F, 0x85, 0xD800, 0xDFFF})
    void whatIsNoTextIsRefusedAtItsPlace(int codePoint) {
        String text = "get a" + (char) codePoint;

        assertThatThrownBy(() -> Language.command(text, HERE, KnownKinds.ANY))
                .isInstanceOfSatisfying(HyperspaceException.class, e -> {
                    assertThat(e.fault().code()).isEqualTo("E0103");
                    assertThat(e.fault().span()).hasToString("command:1:6");
                    assertThat(FaultPrinter.render(e.fault()))
                            .contains("\uFFFD")
                            .doesNotContain(text);
                });
    }

    @Test
    void nestingIsBoundedAt64() {
        String open = "{\"a\":".repeat(63);
        String close = "}".repeat(63);

        assertThat(Language.command("ping a Ext<B> " + open + "[]" + close, HERE, KnownKinds.ANY))
                .isNotNull();
        assertThatThrownBy(() -> Language.command("ping a Ext<B> " + open + "[[]]" + close, HERE, KnownKinds.ANY))
                .hasMessageContaining("nested more than 64 deep");
        assertThat(Language.bind("b", nested(64)).routes()).hasSize(1);
        assertThatThrownBy(() -> Language.bind("b", nested(65))).hasMessageContaining("nested more than 64 deep");
    }

    private static String nested(int depth) {
        return "Bind(version=1.0.0) {" + "Route -> {".repeat(depth) + "Ext<A> -> &;" + "}".repeat(depth + 1);
    }

    @Test
    void aBindHasAtMost1000Routes() {
        String route = "Ext<A>/x -> (()) => &;";

        assertThat(Language.bind("b", "Bind(version=1.0.0) { Route -> {" + route.repeat(1000) + "}}")
                        .routes())
                .hasSize(1000);
        assertThatThrownBy(() -> Language.bind("b", "Bind(version=1.0.0) { Route -> {" + route.repeat(1001) + "}}"))
                .hasMessageContaining("at most 1000 routes");
    }

    @Test
    void aLineOfAnyLengthIsShownShort() {
        assertThatThrownBy(() -> Language.command("get " + "x".repeat(MIB - 4), HERE, KnownKinds.ANY))
                .isInstanceOfSatisfying(HyperspaceException.class, e -> checkShown(e.fault()));
    }
}
