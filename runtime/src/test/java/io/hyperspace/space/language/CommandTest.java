package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each command resolves to. */
class CommandTest {

    private static final KnownKinds KINDS = KnownKinds.only(Set.of(Kind.SPACE, Kind.BASE, Kind.MECHTRON));
    private static final Environment HERE =
            new Environment(Point.parse("localhost:app"), Map.of("user", "scott", "bundle", "repo:site:1.0.0"));

    private static Command command(String text) {
        return Language.command(text, HERE, KnownKinds.ANY);
    }

    @Test
    void createNamesPointAndKind() {
        Command.Create create = (Command.Create) command("create localhost<Space>");

        assertThat(create.strategy()).isEqualTo(Command.Strategy.COMMIT);
        assertThat(create.kind()).isEqualTo(Kind.SPACE);
        assertThat(create.template().numbered()).isFalse();
        assertThat(create.template().point(7)).isEqualTo(Point.parse("localhost"));
    }

    @Test
    void createWithAQuestionMarkEnsures() {
        Command.Create create = (Command.Create) command("create? localhost:x<Base>;");

        assertThat(create.strategy()).isEqualTo(Command.Strategy.ENSURE);
        assertThat(create.template().point(7)).isEqualTo(Point.parse("localhost:x"));
    }

    @Test
    void aTemplateTakesTheNextNumber() {
        Command.Create create = (Command.Create) command("create .:worker-%<Mechtron>");

        assertThat(create.template().numbered()).isTrue();
        assertThat(create.template().parent()).isEqualTo(Point.parse("localhost:app"));
        assertThat(create.template().point(12)).isEqualTo(Point.parse("localhost:app:worker-12"));
    }

    @Test
    void aTemplateMayLieInAParticlesFiles() {
        Command.Create create = (Command.Create) command("create fs:/logs/day-%.txt<File<File>>");

        assertThat(create.template().parent()).isEqualTo(Point.parse("fs"));
        assertThat(create.template().point(3)).isEqualTo(Point.parse("fs:/logs/day-3.txt"));
    }

    @Test
    void aTemplateMayHaveARoute() {
        Command.Create create = (Command.Create) command("create GLOBAL::worker-%<Mechtron>");

        assertThat(create.template().point(3)).isEqualTo(Point.parse("GLOBAL::worker-3"));
    }

    @Test
    void propertiesTakeBothSeparatorsAndVariables() {
        Command.Set set = (Command.Set) command("set localhost { +a=1, +@b.c-d='x y'; !e, +f=${bundle}:/b/app.bind, }");

        assertThat(set.changes())
                .containsExactly(
                        new PropertyChange.Set("a", "1", false),
                        new PropertyChange.Set("b.c-d", "x y", true),
                        new PropertyChange.Unset("e"),
                        new PropertyChange.Set("f", "repo:site:1.0.0:/b/app.bind", false));
    }

    @Test
    void escapesAreUndoneInDoubleQuotesOnly() {
        Command.Set set = (Command.Set) command("set localhost { +a=\"x\\n\\u0041\\\"${no}\", +b='\\n' }");

        assertThat(set.changes())
                .containsExactly(
                        new PropertyChange.Set("a", "x\nA\"${no}", false), new PropertyChange.Set("b", "\\n", false));
    }

    @Test
    void relativePointsStartFromTheWorkingPoint() {
        assertThat(((Command.Get) command("get .")).point()).hasToString("localhost:app");
        assertThat(((Command.Get) command("get ..")).point()).hasToString("localhost");
        assertThat(((Command.Get) command("get ..:other")).point()).hasToString("localhost:other");
        assertThat(((Command.Get) command("get ...")).point()).isEqualTo(Point.ROOT);
        assertThat(((Command.Get) command("get ...:x")).point()).hasToString("x");
        assertThat(((Command.Get) command("get .:users:${user}")).point()).hasToString("localhost:app:users:scott");
        assertThat(((Command.Get) command("get ${bundle}:/wasm/x.wasm")).point())
                .hasToString("repo:site:1.0.0:/wasm/x.wasm");
    }

    @Test
    void bareGetReadsTheState() {
        assertThat(command("get localhost")).isEqualTo(new Command.Get(Point.parse("localhost"), List.of()));
        assertThat(command("get localhost { a, b.c }"))
                .isEqualTo(new Command.Get(Point.parse("localhost"), List.of("a", "b.c")));
    }

    @Test
    void publishNamesTheFileAndTheBundle() {
        assertThat(command("publish ^[ my site.zip ]-> repo:site:1.0.0"))
                .isEqualTo(new Command.Publish("my site.zip", Point.parse("repo:site:1.0.0")));
    }

    @Test
    void aTemplateKeepsItsRoute() {
        Command.Create create = (Command.Create) command("create GLOBAL::thing-%<Base>");

        assertThat(create.template().point(3)).isEqualTo(Point.parse("GLOBAL::thing-3"));
        assertThat(create).hasToString("create GLOBAL::thing-%<Base>");
    }

    @Test
    void aPathHasALimit() {
        String longest = "/" + "x".repeat(Command.MAX_URI - 1);

        assertThat(command("ping a Ext<B>" + longest)).hasToString("ping a Ext<B>" + longest);
        assertThatThrownBy(() -> command("ping a Ext<B>" + longest + "x"))
                .hasMessageContaining("at most 8192 characters");
    }

    @Test
    void pingTakesEveryBody() {
        assertThat(body("ping x Ext<Hi>")).isEqualTo(Substance.Empty.INSTANCE);
        assertThat(body("ping x Ext<Hi> 'it is'")).isEqualTo(Substance.text("it is"));
        assertThat(body("ping x Ext<Hi> \"it's\\t\"")).isEqualTo(Substance.text("it's\t"));
        assertThat(body("ping x Ext<Hi> -12")).isEqualTo(new Substance.Int(-12));
        assertThat(body("ping x Ext<Hi> 1.5e3")).isEqualTo(new Substance.Json("1.5E+3"));
        assertThat(body("ping x Ext<Hi> 1e0")).isEqualTo(new Substance.Int(1));
        assertThat(body("ping x Ext<Hi> true")).isEqualTo(new Substance.Bool(true));
        assertThat(body("ping x Ext<Hi> {\"a\": [1, {\"b\": \"}\"}]} ;"))
                .isEqualTo(new Substance.Json("{\"a\":[1,{\"b\":\"}\"}]}"));
        assertThat(body("ping x Ext<Hi> []")).isEqualTo(new Substance.Json("[]"));
        assertThat(((Command.Send) command("ping x Ext<Hi> ^[ a.txt ]")).body().upload())
                .isEqualTo("a.txt");
    }

    private static Substance body(String text) {
        return ((Command.Send) command(text)).body().substance();
    }

    @Test
    void pingKeepsPathAndQuery() {
        Command.Send send = (Command.Send) command("signal localhost:app Http<Get>/a/b?c=d&e=%20 'x'");

        assertThat(send.answered()).isFalse();
        assertThat(send.method()).isEqualTo(Method.HTTP_GET);
        assertThat(send.uri()).isEqualTo("/a/b?c=d&e=%20");
        assertThat(((Command.Send) command("ping x Ext<Hi>")).uri()).isEqualTo("/");
    }

    @Test
    void grantAddsPermissions() {
        Command.GrantRule grant = (Command.GrantRule) command("grant perm +csd-RwX on localhost+:** to *");

        assertThat(grant.rule()).isEqualTo(new Grant.OrMask(Permissions.parse("csd-RwX")));
        assertThat(grant.on()).hasToString("localhost+:**");
        assertThat(grant.to()).isEqualTo(Language.selector("*"));
    }

    @Test
    void selectMayBeRelative() {
        assertThat(((Command.Select) command("select .:**<User>")).selector()).hasToString("localhost:app:**<User>");
        assertThat(((Command.Select) command("select .+:*")).selector()).hasToString("localhost:app+:*");
        assertThat(((Command.Select) command("select ...+:**")).selector()).hasToString("+:**");
        assertThat(((Command.Select) command("select ${bundle}:/**/*")).selector())
                .hasToString("repo:site:1.0.0:/**/*");
    }

    @Test
    void anUnknownKindIsShownWithItsNearestName() {
        assertThatThrownBy(() -> Language.command("create localhost<Sapce>", Environment.ROOT, KINDS))
                .isInstanceOfSatisfying(HyperspaceException.class, e -> assertThat(FaultPrinter.render(e.fault()))
                        .isEqualTo("""
                                error[E0102]: unknown kind 'Sapce'
                                 --> command:1:18
                                  |
                                1 | create localhost<Sapce>
                                  |                  ^^^^^ not a kind known here
                                  = help: did you mean 'Space'?"""));
    }

    @Test
    void aVariableInASegmentCannotLeadElsewhere() {
        Environment trap = new Environment(Point.parse("localhost"), Map.of("user", "scott:secret"));

        assertThatThrownBy(() -> Language.point("localhost:users:${user}", trap))
                .hasMessageContaining("holds a ':'");
    }

    @Test
    void uploadsAreFoundWithoutLookingAnythingUp() {
        assertThat(Language.uploads("publish ^[ a.zip ]-> ${repo}:x:1.0.0")).containsExactly("a.zip");
        assertThat(Language.uploads("create x<Nothing>")).isEmpty();
        assertThat(Language.scriptUploads("s", "ping a Ext<B> ^[ x ];\nping a Ext<B> ^[ y ]; create a<Space>"))
                .containsExactly("x", "y");
    }
}
