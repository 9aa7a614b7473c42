package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.RouteMatch;
import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.BuiltInKinds;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.selector.PointHierarchy;
import io.hyperspace.space.wave.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the language was promised to be, example by example; the reference may say more, but never less. */
class ContractTest {

    private static final Environment HERE = new Environment(
            Point.parse("localhost:app"), Map.of("bundle", "repo:tutorial:1.0.0", "name", "scott", "1", "index.html"));
    private static final String SPECIFIC = "postgres.org:postgres.org:postgres:gis:16.1.0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "my-domain.com",
                "localhost:users:scott",
                "repo:tutorial:1.0.0:/wasm/my-app.wasm",
                "localhost:base:/fs/file.txt",
                "[hub]::my-domain.com:name:base",
                "GLOBAL::executor",
                "LOCAL::a",
                "REMOTE::a",
                "other.org::a",
                "<<central:nexus[0]>>::star",
                "<<central:nexus[65535]>>::star",
                "a:2.1.0-alpha.3",
                "x:/",
                "ROOT"
            })
    void validPoints(String text) {
        assertThat(Point.parse(text)).hasToString(text);
        assertThat(Language.point(text, HERE)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Localhost",
                "a..b",
                "localhost:",
                "localhost:Base",
                ":x",
                "repo:1.0",
                "",
                "a-",
                "a.",
                "x:/.",
                "x:/..",
                "x:/a//b",
                "a:1.0.0+build",
                "<<central:nexus[65536]>>::star",
                ".",
                "..",
                "...",
                ".:child",
                "${name}",
                "$1"
            })
    void invalidPoints(String text) {
        assertThatThrownBy(() -> Point.parse(text)).isInstanceOfSatisfying(HyperspaceException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.fault().span()).isNotNull();
        });
    }

    @Test
    void pointsHaveTheirLimits() {
        assertThat(Point.parse("a" + ":b".repeat(63)).segments()).hasSize(64);
        assertThatThrownBy(() -> Point.parse("a" + ":b".repeat(64))).hasMessageContaining("64 segments");
        assertThat(Point.parse("a:" + "b".repeat(128)).segments()).hasSize(2);
        assertThatThrownBy(() -> Point.parse("a:" + "b".repeat(129))).hasMessageContaining("128 bytes");
        String most = "a" + (":" + "b".repeat(127)).repeat(7) + ":" + "b".repeat(126);
        assertThat(Point.parse(most).toString()).hasSize(1024);
        assertThatThrownBy(() -> Point.parse(most + "b")).hasMessageContaining("1024 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        ".,localhost:app",
        ".:child,localhost:app:child",
        "..,localhost",
        "..:sibling,localhost:sibling",
        "...,ROOT",
        "localhost:users:${name},localhost:users:scott",
        ".:repo:site:1.0.0:/html/$1,localhost:app:repo:site:1.0.0:/html/index.html"
    })
    void relativePointsAndVariables(String text, String point) {
        assertThat(Language.point(text, HERE)).hasToString(point);
    }

    @Test
    void anUnknownVariableIsNamedWithThoseInScope() {
        assertThatThrownBy(() -> Language.point("a:${nam}", HERE))
                .isInstanceOfSatisfying(HyperspaceException.class, e -> assertThat(FaultPrinter.render(e.fault()))
                        .contains("unknown variable 'nam'", "did you mean 'name'?", "in scope: 1, bundle, name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:app@Shell",
                "localhost:app@Core+Topic<Cli>",
                "a@Gravity+Topic<*>",
                "a@Field+Topic<!>",
                "a@Portal+Topic<Uuid>(01234567-89ab-4cde-8f01-23456789abcd)",
                "a@Host+Topic<Path>(a:b)",
                "a@Guest"
            })
    void surfaces(String text) {
        assertThat(Language.surface(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Root",
                "Space",
                "Base",
                "User",
                "UserBase<Internal>",
                "UserBase<OAuth<" + SPECIFIC + ">>",
                "App",
                "Mechtron",
                "Host",
                "Guest",
                "FileStore",
                "File<File>",
                "File<Dir>",
                "Database<Relational<" + SPECIFIC + ">>",
                "Repo",
                "BundleSeries",
                "Bundle",
                "Artifact<Raw>",
                "Artifact<Dir>",
                "Artifact<Bind>",
                "Artifact<Wasm>",
                "Artifact<ParticleConfig>",
                "Control",
                "Portal",
                "Global",
                "Driver",
                "Native<Web>",
                "Star<Central>",
                "Star<Super>",
                "Star<Nexus>",
                "Star<Maelstrom>",
                "Star<Scribe>",
                "Star<Jump>",
                "Star<Fold>",
                "Star<Machine>"
            })
    void kindsThatAreBuiltIn(String text) {
        Kind kind = Kind.parse(text);

        assertThat(kind).hasToString(text);
        assertThat(KnownKinds.only(BuiltInKinds.ALL).knows(kind)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:*,localhost:a,true",
        "localhost:*,localhost,false",
        "localhost:*,localhost:a:b,false",
        "localhost:**,localhost:a:b,true",
        "localhost:**,localhost,false",
        "localhost+:**,localhost,true",
        "localhost+:**,localhost:a:b,true",
        "**,a,true",
        "**,ROOT,false",
        "ROOT+:**,ROOT,true",
        "+:**,ROOT,true",
        "+:**,a:b,true",
        "localhost:app:users:**<User>,localhost:app:users:a:b,true",
        "space.org:**:users,space.org:a:b:users,true",
        "space.org:**:users,space.org:a:b,false",
        "repo:tutorial:(^1.2),repo:tutorial:1.9.0,true",
        "repo:tutorial:(^1.2),repo:tutorial:2.0.0,false",
        "a:**:b:**:c,a:b:b:b:c,true",
        "a:**:b:**:c,a:b:c,false"
    })
    void selectors(String selector, String point, boolean picked) {
        Point place = Point.parse(point);
        List<Kind> users = Collections.nCopies(place.segments().size(), Kind.USER);

        assertThat(Language.selector(selector).matches(new PointHierarchy(place, users)))
                .isEqualTo(picked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create localhost:worker-%<Mechtron>{ +a.b-c=1, +@d='x y'; !e }",
                "create localhost:a<Space>{ +path=/x/${name}/y, +f={a;b}, }",
                "create? localhost<Space>",
                "create! localhost<Space>",
                "publish ^[ file-or-folder ]-> repo:series:1.0.0",
                "select localhost:**",
                "select localhost:** as-of 10m",
                "select localhost:** as-of 2026-01-31T12:00:00Z",
                "delete localhost:**",
                "set localhost { +a=1 }",
                "get localhost",
                "get localhost { a, b }",
                "read localhost:fs:/a.txt",
                "write localhost:fs:/a.txt ^[ a.txt ]",
                "write localhost:fs:/a.txt 'text'",
                "status localhost",
                "history localhost",
                "ping localhost Ext<Hello>",
                "ping localhost Http<Options>/path 'text'",
                "signal localhost Cmd<Bounce> \"text\"",
                "signal localhost Cmd<Update> 1.5",
                "ping localhost Ext<Hello> true",
                "ping localhost Ext<Hello> [1, {\"a\": null}]",
                "ripple localhost:** Ext<Hello> ^[ file ]",
                "ripple watchers-of localhost:app Ext<Hello> 'x'",
                "watch localhost:app",
                "watch localhost:**<User>",
                "grant super on ** to localhost:users:ann",
                "grant perm +csd-RwX on ** to *",
                "grant perm &csd-rwX on ** to *",
                "grant priv admin on ** to **<User>",
                "revoke 01JC3W9Z8Q4Y2V6T5R1N0M7K8H",
                "access localhost:users:ann on localhost",
                "access list on **",
                "access list to localhost:users:ann on **",
                "chown localhost:** to localhost:users:ann",
                "move localhost:app to <<central:maelstrom[0]>>",
                "drain machine-1",
                "trace 4bf92f3577b34da6a3ce929d0e0e4736",
                "stars",
                "lanes",
                "machines",
                "drivers",
                "kinds",
                "get localhost # a comment; to the end of the line"
            })
    void commands(String text) {
        assertThat(Language.command(text, HERE, KnownKinds.ANY)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Init", "Assign", "Host", "Provision", "Knock", "Hop", "Transport", "Search"})
    void nobodySendsWhatBelongsToTheInfrastructure(String method) {
        assertThatThrownBy(() -> Language.command("ping localhost Hyp<" + method + ">", HERE, KnownKinds.ANY))
                .isInstanceOfSatisfying(
                        HyperspaceException.class, e -> assertThat(e.status()).isEqualTo(403));
    }

    @Test
    void theBindOfThePage() {
        Bind bind = Language.bind("bind", """
                Bind(version=1.0.0) {
                   Route -> {
                      Ext<Hello>                      -> (()) => &;
                      Http<Get>/users/(?<user>[^/]+)  -> localhost:users:${user}^Ext<Profile> => &;
                      Http<Get>/(.*)                  -> .:repo:site:1.0.0:/html/$1 => &;
                   }
                   Route<Http>(auth) -> {
                      <Post>/orders                   -[ Json ]-> (()) =[ Json ]=> &;
                   }
                }
                """);

        assertThat(bind.match(Method.HTTP_GET, "/users/scott").map(RouteMatch::captures))
                .hasValueSatisfying(captures -> assertThat(captures).containsEntry("user", "scott"));
        assertThat(bind.match(Method.HTTP_GET, "/a/b.html").map(RouteMatch::captures))
                .hasValueSatisfying(captures -> assertThat(captures).containsEntry("1", "a/b.html"));
        assertThat(bind.match(Method.http("Post"), "/orders")).isPresent();
        assertThat(bind.match(Method.http("Post"), "/other")).isEmpty();
        assertThat(Language.bind("again", bind.toString())).isEqualTo(bind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Empty",
                "Text",
                "Bin",
                "Int",
                "Boolean",
                "Json",
                "Point",
                "List",
                "Map",
                "Stub",
                "Details",
                "*",
                "Text[]",
                "Map{ name<Text>, age<Int>, * }",
                "Json~schema-point",
                "Map{ a<Map{ b<Text~x:y> }> }~.:check"
            })
    void payloadPatterns(String pattern) {
        String text =
                "Bind(version=1.0.0) { Route -> { Ext<A>(auth)-(privilege 'x') -[ " + pattern + " ]-> ((*)) => &; } }";

        assertThat(Language.bind("bind", text).toString()).contains("-[ " + pattern + " ]->");
    }

    @Test
    void theMechtronOfThePage() {
        String text = """
                Mechtron(version=1.0.0) {
                   Wasm {
                      +bin=.:/wasm/my-app.wasm;            # or repo:tutorial:1.0.0:/wasm/my-app.wasm
                      +name=my-app;
                   }
                   Limits { +memory=32MiB; +time=500ms; +concurrency=1; }
                   State  { +durable=true; }
                   Env    { +GREETING=hello; }
                }
                """;

        assertThat(Language.mechtron("mechtron", text, HERE).env()).containsEntry("GREETING", "hello");
        assertThat(Language.mechtron("mechtron", text.replace(".:/", "${bundle}:/"), HERE)
                        .bin())
                .hasToString("repo:tutorial:1.0.0:/wasm/my-app.wasm");
    }

    @Test
    void theAppOfThePage() {
        String text = """
                App(version=1.0.0) {
                   Set     { +bind=${bundle}:/bind/app.bind; }
                   Install { create .:counter<Mechtron>{ +config=${bundle}:/config/counter.mechtron }; }
                }
                """;

        assertThat(Language.app("app", text, HERE, KnownKinds.ANY).creates()).hasSize(1);
    }

    @Test
    void theErrorOfThePage() {
        KnownKinds kinds = KnownKinds.only(List.of(Kind.SPACE, Kind.BASE));

        assertThatThrownBy(() -> Language.command("create localhost<Sapce>", HERE, kinds))
                .isInstanceOfSatisfying(HyperspaceException.class, e -> assertThat(FaultPrinter.render(e.fault()))
                        .isEqualTo("""
                                        error[E0102]: unknown kind 'Sapce'
                                         --> command:1:18
                                          |
                                        1 | create localhost<Sapce>
                                          |                  ^^^^^ not a kind known here
                                          = help: did you mean 'Space'?"""));
    }
}
