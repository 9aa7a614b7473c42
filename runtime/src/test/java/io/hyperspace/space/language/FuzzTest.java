package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Random texts. What the grammar makes is taken; what is then damaged ends in a value or a fault that points into the
 * text. {@code -Dseed=…} repeats a run.
 */
class FuzzTest {

    private static final int RUNS = 3_000;
    private static final Environment HERE =
            new Environment(Point.parse("localhost:app"), Map.of("x", "one", "bundle", "repo:s:1.0.0"));
    private static final String NOISE = "<>{}()[]'\"\\/:*+%$^&#;,!.-=?@~| \n\taZ09é日\uD83D\u0000";

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void whatTheGrammarMakesIsTaken() {
        for (int i = 0; i < RUNS; i++) {
            String command = command();
            taken(command, text -> Language.command(text, HERE, KnownKinds.ANY));
            taken(bind(), text -> Language.bind("fuzz", text));
            taken(selector(), Language::selector);
        }
    }

    @Test
    void whatIsDamagedEndsInAValueOrAFault() {
        int refused = 0;
        for (int i = 0; i < RUNS; i++) {
            refused += ends(damaged(command()), text -> Language.command(text, HERE, KnownKinds.ANY));
            refused += ends(
                    damaged(command() + ";" + command() + ";\n" + command()),
                    text -> Language.script("fuzz", text, HERE, KnownKinds.ANY));
            refused += ends(damaged(bind()), text -> Language.bind("fuzz", text));
            refused += ends(damaged(mechtron()), text -> Language.mechtron("fuzz", text, HERE));
            refused += ends(damaged(selector()), Language::selector);
            refused += ends(damaged(point()), text -> Language.point(text, HERE));
            refused += ends(damaged(point()), Point::parse);
        }

        assertThat(refused).as("-Dseed=%d: damage that was noticed", seed).isBetween(RUNS, 7 * RUNS - 1);
    }

    private void taken(String text, Function<String, Object> reader) {
        try {
            assertThat(reader.apply(text)).isNotNull();
        } catch (RuntimeException e) {
            fail("-Dseed=" + seed + ": " + text, e);
        }
    }

    private int ends(String text, Function<String, Object> reader) {
        try {
            assertThat(reader.apply(text)).isNotNull();
            return 0;
        } catch (HyperspaceException e) {
            List<Fault> faults = e instanceof LanguageException all ? all.faults() : List.of(e.fault());
            assertThat(faults).as("-Dseed=%d: %s", seed, text).allSatisfy(fault -> pointsInto(text, fault));
            return 1;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("-Dseed=" + seed + ": " + text, e);
        }
    }

    private static void pointsInto(String text, Fault fault) {
        SpanRef span = fault.span();
        String[] lines = text.split("\n", -1);
        assertThat(span).isNotNull();
        if (span != null) {
            assertThat(span.line()).isBetween(1, lines.length);
            assertThat(span.column() - 1)
                    .isLessThanOrEqualTo(lines[span.line() - 1].codePointCount(0, lines[span.line() - 1].length()));
        }
        assertThat(fault.excerpt()).contains("^");
    }

    private String damaged(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(out.length() + 1);
            char noise = NOISE.charAt(random.nextInt(NOISE.length()));
            switch (random.nextInt(4)) {
                case 0 -> out.insert(at, noise);
                case 1 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(4)));
                case 2 -> out.replace(at, Math.min(out.length(), at + 1), Character.toString(noise));
                default -> out.insert(at, out.substring(0, Math.min(at, 8)));
            }
        }
        return out.toString();
    }

    // The grammar, turned round.

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String some(int most, String between, Supplier<String> part) {
        StringBuilder out = new StringBuilder(part.get());
        for (int i = random.nextInt(most); i > 0; i--) {
            out.append(between).append(part.get());
        }
        return out.toString();
    }

    private String name() {
        return one("a", "users", "my-app", "x9", "site");
    }

    private String base() {
        return one("localhost", "my-domain.com", "repo", ".", "..", "...:top", "${x}", "repo:${x}", "GLOBAL::executor");
    }

    private String point() {
        return base() + ":" + some(3, ":", () -> one(name(), name() + "-${x}"))
                + one("", ":2.1.0-a.1", ":/", ":/a/b_C.txt");
    }

    private String kind() {
        return one("Space", "UserBase<Internal>", "Database<Relational<a.b:c:d:e:1.0.0>>", "MyOwn<Kind2>");
    }

    private String selector() {
        String hops = some(
                4,
                ":",
                () -> one("*", "**", "(^1.2 || 3.x)", name()) + one("", "<*>", "<Base>", "<A<*>>") + one("", "+"));
        return one("", "+:", "ROOT+:", "localhost+:", "[hub]::a:") + hops + one("", ":/*", ":/**/a<File<Dir>>/b.x");
    }

    private String value() {
        return one("1", "'a; b, } c'", "\"q\\\"\\u00e9\"", "${bundle}:/x", "a{b,c}d", "#fff", "'日本'");
    }

    private String key() {
        return one("a", "max-size", "a.b-c.d");
    }

    private String block() {
        return "{ " + some(3, one(",", " ;\n"), () -> one("+", "+@") + key() + "=" + value() + one("", " "))
                + one("", ", !old") + " }";
    }

    private String json() {
        return one("{}", "[]", "{\"a\": [1, -2.5e3, true, null]}", "[{\"b\":\"}\\\"\"}, \"\\u00e9\"]");
    }

    private String command() {
        return switch (random.nextInt(8)) {
            case 0 -> one("create ", "create? ") + base() + ":a-%<" + kind() + ">" + one("", block());
            case 1 -> "publish ^[ " + one("a.zip", "my folder/x") + " ]-> repo:site:1.0.0";
            case 2 -> "select " + selector();
            case 3 -> "set " + point() + " " + block();
            case 4 -> "get " + point() + one("", " { " + key() + ", " + key() + " }");
            case 5 -> "grant perm +csd-RwX on " + selector() + " to " + selector();
            default ->
                one("ping ", "signal ") + point() + " " + one("Ext<Hi>", "Http<Get>/a?b=c", "Cmd<Read>/") + body();
        };
    }

    private String body() {
        return one("", " 'it'", " \"a\\n\"", " 12", " -1.5", " true", " ^[ f.bin ]", " " + json())
                + one("", " ", " # end", ";");
    }

    private String bind() {
        String method = one("Ext<Hi>", "Http<Get>", "Http<*>", "*", "Ext");
        String route = method + one("", "/a", "/(?<n>[^/]+)/(.*)", "/a|/b") + " -> " + one("(())", "((*))", stop())
                + " => &;\n";
        String nested = "Route" + one("", "/api", "/(v1|v2)/") + " -> {\n" + route + "}\n";
        return "Bind(version=1.0.0) {\nRoute" + one("", "<*>") + one("", "/x/") + " -> {\n" + route + one("", nested)
                + "}\n}";
    }

    private String stop() {
        return one("localhost:a", ".:b:/c/d.html", "${bundle}:/x") + one("", "^Ext<Go>", "^Http<Post>/y?z=${bundle}");
    }

    private String mechtron() {
        return "Mechtron(version=1.0.0) { Wasm { +bin=${bundle}:/a.wasm; } "
                + one("", "Limits { +time=" + one("1s", "20ms") + " }") + one("", "Env { +A=" + value() + " }") + " }";
    }
}
