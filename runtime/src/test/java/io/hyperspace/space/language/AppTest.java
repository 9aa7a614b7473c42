package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.command.Command.Create;
import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.command.PointTemplate;
import io.hyperspace.space.document.AppConfig;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What app documents resolve to. */
class AppTest {

    private static final Environment HERE =
            new Environment(Point.parse("localhost:shop"), Map.of("bundle", "repo:shop:1.0.0"));

    private static AppConfig app(String scopes) {
        return Language.app("my.app", "App(version=1.0.0) {" + scopes + "}", HERE, KnownKinds.ANY);
    }

    @Test
    void anAppSetsPropertiesAndCreatesWhatLiesBelowIt() {
        AppConfig app = app("""
                Set { +bind=${bundle}:/bind/app.bind, +@title='A shop' }
                Install { ; create .:counter<Mechtron>{ +config=${bundle}:/c.mechtron };; create? .:a-%<Space> }
                """);

        assertThat(app.properties())
                .containsExactly(
                        new PropertyChange.Set("bind", "repo:shop:1.0.0:/bind/app.bind", false),
                        new PropertyChange.Set("title", "A shop", true));
        assertThat(app.creates())
                .containsExactly(
                        new Create(
                                Strategy.COMMIT,
                                PointTemplate.parse("localhost:shop:counter"),
                                Kind.MECHTRON,
                                List.of(new PropertyChange.Set("config", "repo:shop:1.0.0:/c.mechtron", false))),
                        new Create(Strategy.ENSURE, PointTemplate.parse("localhost:shop:a-%"), Kind.SPACE, List.of()));
    }

    @Test
    void scopesMayComeInAnyOrderAndMoreThanOnce() {
        AppConfig app = app("Install { create .:a<Space> } Set { +a=1 } Install { create .:b<Space>; } Set { +b=2; }");

        assertThat(app).isEqualTo(app("Set { +a=1; +b=2 } Install { create .:a<Space>; create .:b<Space> }"));
    }

    @Test
    void anAppPrintsAsTheDocumentThatReadsBackToIt() {
        AppConfig app = app("Set { +b=${bundle} } Install { create .:a<Space>{ +t='x y', !z } }");

        assertThat(app).hasToString("""
                App(version=1.0.0) {
                   Set {
                      +b=repo:shop:1.0.0;
                   }
                   Install {
                      create localhost:shop:a<Space> { +t='x y', !z };
                   }
                }""");
        assertThat(Language.app("again", app.toString(), Environment.ROOT, KnownKinds.ANY))
                .isEqualTo(app);
        assertThat(app("")).hasToString("App(version=1.0.0) { }").isEqualTo(app("Set {} Install {}"));
    }

    @Test
    void whatAnInstallMayNotHoldIsRefusedInJavaToo() {
        Create replaces = new Create(Strategy.OVERRIDE, PointTemplate.parse("a"), Kind.SPACE, List.of());
        PropertyChange.Set set = new PropertyChange.Set("a", "b", false);

        assertThatThrownBy(() -> new AppConfig(List.of(), List.of(replaces))).hasMessage("an install replaces nothing");
        assertThatThrownBy(() -> new AppConfig(List.of(set, set), List.of())).hasMessage("property 'a' is there twice");
    }
}
