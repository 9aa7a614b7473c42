package io.hyperspace.drivers.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.drivers.BuiltInDrivers;
import io.hyperspace.drivers.global.ExecuteRequest;
import io.hyperspace.drivers.global.GlobalDriver;
import io.hyperspace.drivers.memory.InMemoryHyperverse;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsersTest {

    private static final String ANN = "hyperspace:users:ann";
    private static final TokenKey KEY = TokenKey.parse(TokenKey.random());
    private static final String PASSWORD = "correct horse";

    private final InMemoryHyperverse hyperverse = InMemoryHyperverse.create(
            "hyperspace.password.memory = 1 MiB",
            "hyperspace.password.iterations = 1",
            "hyperspace.password.queue = 20",
            "hyperspace.token.max-revoked = 3");
    private Users users;

    @BeforeEach
    void annIsThere() {
        hyperverse.with(BuiltInDrivers.all(hyperverse.services(), module -> {}));
        hyperverse.registry().create("hyperspace", Kind.SPACE);
        hyperverse.registry().create("hyperspace:users", Kind.USER_BASE);
        users = Users.create(hyperverse.services(), KEY);
        assertThat(run("create " + ANN + "<User>{ +password='" + PASSWORD + "' }")
                        .status())
                .isEqualTo(201);
    }

    @AfterEach
    void close() {
        hyperverse.close();
    }

    private Pong run(String command) {
        return hyperverse.ping(
                Agent.HYPERUSER,
                "GLOBAL::executor",
                GlobalDriver.EXECUTE,
                Headers.NONE,
                new ExecuteRequest(command, Map.of()).toSubstance());
    }

    private ParticleRecord ann() {
        return hyperverse
                .registry()
                .record(Point.parse(ANN))
                .toCompletableFuture()
                .join();
    }

    private CompletionStage<Login> attempt(String user, String password) {
        return users.login(user, password, InetAddress.getLoopbackAddress());
    }

    private String login() {
        return attempt(ANN, PASSWORD).toCompletableFuture().join().token();
    }

    private boolean isGood(String token) {
        try {
            Agent agent = users.authenticate(token).toCompletableFuture().join();
            assertThat(agent).isEqualTo(Agent.of(Point.parse(ANN)));
            return true;
        } catch (CompletionException e) {
            assertThat(HyperspaceException.faultOf(e).code()).isEqualTo("E0303");
            return false;
        }
    }

    private static int statusOf(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
            return 200;
        } catch (CompletionException e) {
            return HyperspaceException.faultOf(e).status();
        }
    }

    @Test
    void theRegistryGetsAHashAndNeverThePassword() {
        String hash = ann().property("password");

        assertThat(hash).startsWith("$argon2id$v=19$m=1024,t=1,p=1$").doesNotContain(PASSWORD);
        assertThat(run("set " + ANN + "{ +password='" + PASSWORD + "' }").status())
                .isEqualTo(200);
        assertThat(ann().property("password")).startsWith("$argon2id$").isNotEqualTo(hash);
    }

    @Test
    void whatLooksLikeAHashIsAPasswordLikeAnyOther() {
        String hash = ann().property("password");
        run("set " + ANN + "{ +password='" + hash + "' }");

        assertThat(statusOf(attempt(ANN, PASSWORD))).isEqualTo(401);
        assertThat(statusOf(attempt(ANN, String.valueOf(hash)))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"set %s{ +password='seven77' }", "set %s{ +password='%s' }", "set %s{ +password='' }"})
    void aPasswordThatIsTooShortOrTooLongIsRefusedWithoutRepeatingIt(String command) {
        Pong pong = run(command.formatted(ANN, "x".repeat(257)));

        assertThat(pong.status()).isEqualTo(422);
        assertThat(pong.body()).isInstanceOfSatisfying(Substance.Err.class, err -> assertThat(
                        err.value().message())
                .isEqualTo("a password has from 8 to 256 characters"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+tokens-from=x",
                "!tokens-from",
                "+revoked-tokens.01h=1",
                "!revoked-tokens.01h",
                "+password=aaaaaaaa, +password=bbbbbbbb",
                "+password=aaaaaaaa, !password",
                "+@password=aaaaaaaa",
                "+@disabled=false"
            })
    void whatMachinesKeepASecondPasswordAndLocksAreRefused(String changes) {
        assertThat(run("set " + ANN + "{ " + changes + " }").status()).isEqualTo(422);
        assertThat(isGood(login())).isTrue();
    }

    @Test
    void theRightPasswordIsTakenAndEverythingElseIsTheSame401() {
        hyperverse.registry().create("hyperspace:users:nopassword", Kind.USER);
        hyperverse.registry().create("hyperspace:other", Kind.BASE);

        Login login = attempt(ANN, PASSWORD).toCompletableFuture().join();

        assertThat(login.user()).hasToString(ANN);
        assertThat(isGood(login.token())).isTrue();
        for (String user :
                List.of(ANN, "hyperspace:users:nobody", "hyperspace:users:nopassword", "hyperspace:other", "<")) {
            for (String password : List.of("wrong", "", "x".repeat(100_000))) {
                assertThatThrownBy(() ->
                                attempt(user, password).toCompletableFuture().join())
                        .hasMessageContaining("E0330: user or password is wrong");
            }
        }
    }

    @Test
    void aLogoutEndsOneTokenAndLogoutEverywhereAll() {
        String one = login();
        String two = login();

        users.logout(one, false).toCompletableFuture().join();

        assertThat(isGood(one)).isFalse();
        assertThat(isGood(two)).isTrue();
        assertThat(statusOf(users.logout(one, false))).isEqualTo(401);

        String three = login();
        users.logout(two, true).toCompletableFuture().join();

        assertThat(isGood(two)).isFalse();
        assertThat(isGood(three)).isFalse();
        assertThat(isGood(login())).isTrue();
        assertThat(ann().properties().keySet()).noneMatch(UserProperties::isRevoked);
    }

    @Test
    void aNewPasswordEndsAllTokensAndSoDoesDisabling() {
        String before = login();
        run("set " + ANN + "{ +password='" + PASSWORD + "' }");
        assertThat(isGood(before)).isFalse();

        String again = login();
        run("set " + ANN + "{ +disabled=true }");
        assertThat(isGood(again)).isFalse();
        assertThat(statusOf(attempt(ANN, PASSWORD))).isEqualTo(401);

        run("set " + ANN + "{ +disabled=false }");
        assertThat(isGood(again)).isFalse();
        assertThat(isGood(login())).isTrue();
    }

    @Test
    void aTokenOfAnEarlierUserUnderTheSamePointIsNone() {
        String series = String.valueOf(ann().property("tokens-from"));
        Token token = new Token(
                Ulid.next(),
                Point.parse(ANN),
                ann().incarnation(),
                series,
                Instant.now(),
                Instant.now().plusSeconds(60));
        Token earlier =
                new Token(token.id(), token.user(), Incarnation.next(), token.from(), token.issued(), token.expires());

        assertThat(isGood(new Tokens(KEY).sign(token))).isTrue();
        assertThat(isGood(new Tokens(KEY).sign(earlier))).isFalse();
    }

    @Test
    void pastTheLimitOfLogoutsAllTokensEnd() {
        String kept = login();
        for (int i = 0; i < 3; i++) {
            users.logout(login(), false).toCompletableFuture().join();
        }
        assertThat(isGood(kept)).isTrue();

        users.logout(login(), false).toCompletableFuture().join();

        assertThat(isGood(kept)).isFalse();
        assertThat(ann().properties().keySet()).noneMatch(UserProperties::isRevoked);
    }

    @Test
    void logoutsOfTokensThatHaveExpiredAreForgotten() {
        String expired = UserProperties.revoked(Ulid.next());
        hyperverse
                .registry()
                .setProperties(Point.parse(ANN), List.of(new PropertyChange.Set(expired, "1000", false)))
                .toCompletableFuture()
                .join();

        users.logout(login(), false).toCompletableFuture().join();

        assertThat(ann().property(expired)).isNull();
    }

    @Test
    void aThousandWrongPasswordsCostTenHashesAndShutNobodyElseOut() {
        run("create hyperspace:users:bob<User>{ +password='another horse' }");
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            answers.add(CompletableFuture.completedFuture(statusOf(attempt(ANN, "wrong " + i))));
        }

        assertThat(answers.stream().filter(answer -> answer.join() == 401)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.join() == 429)).hasSize(990);
        assertThat(statusOf(attempt(ANN, PASSWORD))).isEqualTo(429);
        assertThat(statusOf(attempt("hyperspace:users:bob", "another horse"))).isEqualTo(200);
    }

    @Test
    void passwordsThatDoNotFitTheQueueAreRefusedAndCountForNothing() {
        List<CompletionStage<Login>> all = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            all.add(attempt("hyperspace:users:nobody" + i, "wrong"));
        }

        List<Integer> statuses = all.stream().map(UsersTest::statusOf).toList();

        assertThat(statuses).contains(401, 429).containsOnly(401, 429);
        assertThat(statusOf(attempt(ANN, PASSWORD))).isEqualTo(200);
    }

    /** The quickest of a few, for others may keep the Machine busy. */
    private long nanosOfWrong(String user, String password) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long began = System.nanoTime();
            assertThat(statusOf(attempt(user, password))).isEqualTo(401);
            quickest = Math.min(quickest, System.nanoTime() - began);
        }
        return quickest;
    }

    @Test
    void whoThereIsCannotBeToldFromHowLongARefusalTakes() {
        login();
        long wrong = nanosOfWrong(ANN, "wrong password");

        assertThat(nanosOfWrong(ANN + "a", "wrong password")).isGreaterThan(wrong / 4);
        assertThat(nanosOfWrong(ANN, "")).isGreaterThan(wrong / 4);
        assertThat(nanosOfWrong(ANN + "b", "")).isGreaterThan(wrong / 4);
    }
}
