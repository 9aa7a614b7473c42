package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.document.MechtronConfig.Mode;
import io.hyperspace.space.point.Point;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What mechtron documents resolve to. */
class MechtronTest {

    private static final Environment BUNDLE =
            new Environment(Point.parse("repo:tutorial:1.0.0"), Map.of("bundle", "repo:tutorial:1.0.0"));

    private static MechtronConfig mechtron(String scopes) {
        return Language.mechtron("my.mechtron", "Mechtron(version=1.0.0) { " + scopes + " }", BUNDLE);
    }

    @Test
    void everySettingIsRead() {
        MechtronConfig config = mechtron("""
                Wasm {
                   +bin=.:/wasm/my-app.wasm;            # the module
                   +name=app;
                }
                Limits { +memory=64MiB; +time=2s; +concurrency=1; }
                State  { +mode=stateless; +durable=false }
                Env    { +GREETING='hello you', +bundle=${bundle} }
                """);

        assertThat(config)
                .isEqualTo(new MechtronConfig(
                        Point.parse("repo:tutorial:1.0.0:/wasm/my-app.wasm"),
                        "app",
                        64L << 20,
                        Duration.ofSeconds(2),
                        1,
                        Mode.STATELESS,
                        Map.of("GREETING", "hello you", "bundle", "repo:tutorial:1.0.0")));
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        MechtronConfig config = mechtron("Wasm { +bin=${bundle}:/wasm/my-app.wasm }");

        assertThat(config.bin()).hasToString("repo:tutorial:1.0.0:/wasm/my-app.wasm");
        assertThat(config.name()).isEqualTo("my-app");
        assertThat(config.memory()).isEqualTo(MechtronConfig.DEFAULT_MEMORY);
        assertThat(config.time()).isEqualTo(MechtronConfig.DEFAULT_TIME);
        assertThat(config.mode()).isEqualTo(Mode.ACTOR);
        assertThat(config.env()).isEmpty();
    }

    @Test
    void aWholePointNeedsNoEnvironment() {
        MechtronConfig config = Language.mechtron(
                "my.mechtron",
                "Mechtron(version=1.0.0) { Wasm { +bin=repo:a:1.0.0:/b.wasm } State { +mode=actor } }",
                Environment.ROOT);

        assertThat(config.bin()).hasToString("repo:a:1.0.0:/b.wasm");
    }

    @Test
    void aDurableMechtronIsAnActorThatKeepsItsMemory() {
        for (String state : new String[] {"+durable=true", "+mode=durable", "+mode=actor; +durable=true"}) {
            MechtronConfig config = mechtron("Wasm { +bin=.:/a.wasm } State { " + state + " }");

            assertThat(config.mode()).isEqualTo(Mode.DURABLE);
            assertThat(config.concurrency()).isEqualTo(1);
        }
    }

    @Test
    void aMechtronPrintsWithEverySettingWritten() {
        MechtronConfig plain = mechtron("Wasm { +bin=.:/wasm/my-app.wasm }");
        MechtronConfig other = mechtron("""
                Wasm { +bin=.:/wasm/a.wasm; +name="it's" }
                Limits { +memory=65537B; +time=90s; +concurrency=3 }
                State { +mode=stateless }
                Env { +B='a b', +A="${x}\\n" }
                """);

        assertThat(plain).hasToString("""
                Mechtron(version=1.0.0) {
                   Wasm {
                      +bin=repo:tutorial:1.0.0:/wasm/my-app.wasm;
                      +name=my-app;
                   }
                   Limits {
                      +memory=32MiB;
                      +time=500ms;
                      +concurrency=1;
                   }
                   State {
                      +mode=actor;
                   }
                }""");
        for (MechtronConfig config : List.of(plain, other)) {
            assertThat(Language.mechtron("again", config.toString(), Environment.ROOT))
                    .isEqualTo(config);
        }
    }
}
