package io.hyperspace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the filters and payload patterns of a bind do to waves: security first, the bind second, the particle last. */
final class BindOnAMachineTest {

    private static final Point SHOP = Point.parse("test:shop");
    private static final Point CHECK = Point.parse("test:check");
    private static final Substance TEA = new Substance.Json("{\"item\":\"tea\",\"count\":2}");
    private static final Access EXECUTE =
            new Access(Access.Level.ENUMERATED, Permissions.of(Permission.EXECUTE), Set.of());

    private final List<Directed> handled = Collections.synchronizedList(new ArrayList<>());
    private Function<Directed, Reply> check = wave -> Reply.ok(Substance.Empty.INSTANCE);
    private Function<Directed, Reply> shop = wave -> Reply.ok(wave.body());
    private @Nullable TestHyperverse hyperverse;

    @AfterEach
    void stop() {
        if (hyperverse != null) {
            hyperverse.close();
        }
    }

    private TestHyperverse start(String routes) {
        String document = "Bind(version=1.0.0) { Route -> {\n" + routes + "\n} }";
        ScriptedDriver driver = new ScriptedDriver(
                context -> wave -> {
                    handled.add(wave);
                    return CompletableFuture.completedFuture(
                            (context.point().equals(CHECK) ? check : shop).apply(wave));
                },
                Language.bind("shop.bind", document));
        TestHyperverse world = new TestHyperverse("", driver);
        hyperverse = world;
        world.registry.create("test:shop", ScriptedDriver.KIND);
        world.registry.create("test:check", ScriptedDriver.KIND);
        world.registry.allow(SHOP, EXECUTE);
        world.registry.allow(CHECK, EXECUTE);
        return world;
    }

    private static Pong ping(TestHyperverse world, Agent agent, String method, Substance body) {
        Head head = new Head(
                WaveId.next(),
                Point.ROOT,
                agent,
                Method.parse(method),
                "/orders",
                Headers.NONE,
                body,
                Handling.IMMEDIATE,
                System.currentTimeMillis() + 30_000,
                List.of());
        return world.machine
                .services()
                .waves()
                .ping(new Ping(head, SHOP))
                .toCompletableFuture()
                .join();
    }

    private static Fault fault(Pong pong) {
        assertThat(pong.body()).isInstanceOf(Substance.Err.class);
        return ((Substance.Err) pong.body()).value();
    }

    @Test
    void aRouteForAgentsWithANameRefusesTheAnonymousWith401AndEndsThere() {
        TestHyperverse world = start("Ext<Buy>(auth) -> (()) => &; * -> (()) => &;");

        Pong stranger = ping(world, Agent.ANONYMOUS, "Ext<Buy>", TEA);
        Pong known = ping(world, Agent.of(CHECK), "Ext<Buy>", TEA);
        Pong elsewhere = ping(world, Agent.ANONYMOUS, "Ext<Look>", TEA);

        assertThat(fault(stranger)).isEqualTo(Faults.notAuthenticated());
        assertThat(known.status()).isEqualTo(200);
        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(handled).hasSize(2);
    }

    @Test
    void aPrivilegeIsSupersOrThatOfWhomItWasGivenTo() {
        TestHyperverse world = start("Ext<Buy>(auth)-(privilege 'orders.buy') -> (()) => &;");

        Pong without = ping(world, Agent.of(CHECK), "Ext<Buy>", TEA);
        Pong hyperuser = ping(world, Agent.HYPERUSER, "Ext<Buy>", TEA);
        world.registry.allow(
                SHOP, new Access(Access.Level.ENUMERATED, Permissions.of(Permission.EXECUTE), Set.of("orders.buy")));
        Pong with = ping(world, Agent.of(CHECK), "Ext<Buy>", TEA);
        Pong stranger = ping(world, Agent.ANONYMOUS, "Ext<Buy>", TEA);

        assertThat(fault(without)).isEqualTo(Faults.privilegeMissing("orders.buy", "test:shop"));
        assertThat(without.status()).isEqualTo(403);
        assertThat(hyperuser.status()).isEqualTo(200);
        assertThat(with.status()).isEqualTo(200);
        assertThat(stranger.status()).isEqualTo(401);
    }

    @Test
    void aMissingPermissionIsSaidBeforeTheBindIsAsked() {
        TestHyperverse world = start("Ext<Buy>(auth) -> (()) => &;");
        world.registry.allow(SHOP, Access.NOTHING);

        assertThat(fault(ping(world, Agent.ANONYMOUS, "Ext<Buy>", TEA)).code()).isEqualTo("E0301");
    }

    @Test
    void aBodyThatDoesNotFitIsRefusedBeforeItsStop() {
        TestHyperverse world = start("Ext<Buy> -[ Map{ item<Text>, count<Int> } ]-> (()) => &;");

        Pong text = ping(world, Agent.HYPERUSER, "Ext<Buy>", Substance.text("tea"));
        Pong json = ping(world, Agent.HYPERUSER, "Ext<Buy>", new Substance.Json("{\"item\":\"tea\",\"count\":\"2\"}"));
        Pong good = ping(world, Agent.HYPERUSER, "Ext<Buy>", TEA);

        assertThat(fault(text)).isEqualTo(Faults.payloadMismatch("Map{ item<Text>, count<Int> }", "Text"));
        assertThat(fault(json)).isEqualTo(Faults.payloadMismatch("Int at 'count'", "Text"));
        assertThat(json.status()).isEqualTo(400);
        assertThat(good.body()).isEqualTo(TEA);
        assertThat(handled).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotFitIsAMistakeMadeHere() {
        shop = wave -> Reply.ok(Substance.text("done"));
        TestHyperverse world = start("Ext<Buy> -[ * ]-> (()) =[ Json ]=> &;");

        Pong pong = ping(world, Agent.HYPERUSER, "Ext<Buy>", TEA);

        assertThat(pong.status()).isEqualTo(500);
        assertThat(fault(pong)).isEqualTo(Faults.answeredOtherwise("test:shop", "Json", "Text"));
    }

    @Test
    void whatTheSenderSentStaysTheSendersMistakeOnItsWayBack() {
        TestHyperverse world = start("Ext<Buy> -[ Text ]-> &;");

        assertThat(ping(world, Agent.HYPERUSER, "Ext<Buy>", TEA).status()).isEqualTo(400);
        assertThat(ping(world, Agent.HYPERUSER, "Ext<Buy>", Substance.text("x")).body())
                .isEqualTo(Substance.text("x"));
    }

    private static final String VALIDATED =
            "Ext<Buy> -[ Map{ item<Text~..:check^Ext<Item>/item>, count<Int> }~test:check^Ext<Whole> ]-> (()) => &;\n"
                    + "Ext<*> -> (()) => &;";

    @Test
    void everyPartIsValidatedBeforeTheStopIsMadeWithTheBodyAsItCame() {
        TestHyperverse world = start(VALIDATED);

        Pong pong = ping(world, Agent.of(CHECK), "Ext<Buy>", TEA);

        assertThat(pong.body()).isEqualTo(TEA);
        assertThat(handled)
                .extracting(wave -> wave.method().toString() + wave.head().uri())
                .containsExactly("Ext<Item>/item", "Ext<Whole>/orders", "Ext<Buy>/orders");
        assertThat(handled).extracting(Directed::body).containsExactly(Substance.text("tea"), TEA, TEA);
        assertThat(handled.get(0).agent()).isEqualTo(Agent.of(CHECK));
        assertThat(handled.get(0).head().chain()).containsExactly(SHOP);
        assertThat(handled.get(0).deadline()).isEqualTo(handled.get(2).deadline());
    }

    @Test
    void whatAValidatorRefusesIsRefusedWithItsWords() {
        check = wave -> new Reply(409, Headers.NONE, Substance.text("no tea today"));
        TestHyperverse world = start(VALIDATED);

        Pong pong = ping(world, Agent.HYPERUSER, "Ext<Buy>", TEA);

        assertThat(fault(pong)).isEqualTo(Faults.notValid("test:check", "no tea today"));
        assertThat(pong.status()).isEqualTo(400);
        assertThat(handled).hasSize(1);
    }

    @Test
    void aValidatorThatCannotSayIsAnsweredForAsItAnswers() {
        check = wave -> Reply.of(Faults.notReady("the stock"));
        TestHyperverse world = start(VALIDATED);

        assertThat(ping(world, Agent.HYPERUSER, "Ext<Buy>", TEA).status()).isEqualTo(503);
        assertThat(handled).hasSize(1);
    }

    @Test
    void anAnswerIsValidatedInTheParticlesOwnName() {
        TestHyperverse world = start("Ext<Buy> -> (()) =[ Json~..:check^Ext<Answer> ]=> &; Ext<*> -> (()) => &;");

        Pong pong = ping(world, Agent.HYPERUSER, "Ext<Buy>", TEA);

        assertThat(pong.body()).isEqualTo(TEA);
        assertThat(handled.get(1).agent()).isEqualTo(Agent.of(SHOP));
    }
}
