package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.CommandLine.Outcome;
import io.hyperspace.behaviour.ControlPort.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who logs in at one Machine is known to the others, and a token that ends at one is refused by the others at once. */
interface LoginStory extends Story {

    String PASSWORD = "correct horse battery";
    int ROUNDS = 3;

    private String user(String space) {
        String user = space + ":staff:ann";
        turns().run("create? " + space + "<Space>");
        turns().run("create? " + space + ":staff<UserBase<Internal>>");
        turns().run("create? " + user + "<User>");
        turns().run("set " + user + "{ +password='" + PASSWORD + "', !disabled }");
        return user;
    }

    private String login(Path file, String user) throws IOException {
        Outcome outcome = turns().line().login(file, user, PASSWORD);
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        return Files.readString(file).strip();
    }

    /** What the control port of the next Machine answers to a command of whoever has this token. */
    private int command(String token) {
        return turns().port().impostor("Bearer " + token).status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logout",
                "logout --everywhere",
                "set ANN{ +disabled=true }",
                "set ANN{ +password='another horse' }",
                "delete ANN"
            })
    default void aTokenThatEndsOnOneMachineIs401OnEveryOthersNextRequest(String ending, @TempDir Path folder)
            throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String user = user("tokens");
            Path file = folder.resolve("token-" + round);
            String token = login(file, user);
            for (Door door : turns().all()) {
                assertThat(door.port().impostor("Bearer " + token).status())
                        .as(door.name())
                        .isEqualTo(200);
            }
            assertThat(turns().port().visit("/nothing", token).status()).isEqualTo(404);

            if (ending.startsWith("logout")) {
                assertThat(turns().line().with(file, ending.split(" ")).exit()).isZero();
            } else {
                turns().run(ending.replace("ANN", user));
            }

            assertThat(command(token)).isEqualTo(401);
            for (Door door : turns().all()) {
                assertThat(door.port().impostor("Bearer " + token).status())
                        .as(door.name())
                        .isEqualTo(401);
                assertThat(door.port().visit("/nothing", token).status())
                        .as(door.name())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    default void aUserDoesWhatGrantsAllowAndNothingElse(@TempDir Path folder) throws IOException {
        String user = user("works");
        turns().run("create works:till<Base>");
        turns().run("grant perm +CSd-RWx on works:till to works:staff:*<User>");
        Path file = folder.resolve("token");
        login(file, user);

        Outcome created = turns().line().with(file, "exec", "create works:till:drawer<Base>");
        Outcome refused = turns().line().with(file, "exec", "create works:office<Base>");
        Outcome access = turns().line().with(file, "exec", "access " + user + " on works:till:drawer", "--json");

        assertThat(created.exit()).as("%s", created).isZero();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).startsWith("error[E0301]: permission 'create' is missing on 'works'");
        assertThat(access.out()).contains("{\"access\":\"owner\",\"permissions\":\"CSD-RWX\"");
    }

    @Test
    default void wrongUserAndWrongPasswordAreToldAlike(@TempDir Path folder) {
        String user = user("doors");
        Path file = folder.resolve("token");

        Outcome password = turns().line().login(file, user, "wrong");
        Outcome nobody = turns().line().login(file, "doors:staff:nobody", PASSWORD);

        assertThat(password.exit()).isEqualTo(1);
        assertThat(password.err()).isEqualTo("error[E0330]: user or password is wrong\n");
        assertThat(nobody).isEqualTo(password);
        assertThat(file).doesNotExist();
    }

    /** A Machine's secret is for its own port. */
    @Test
    default void whatIsNoTokenIsRefused() {
        for (Door door : turns().all()) {
            Answer guessed = door.port().impostor("Bearer guessed");
            assertThat(guessed.status()).isEqualTo(401);
            assertThat(guessed.code()).isEqualTo("E0303");
            assertThat(door.port().stranger("POST", "/v1/command").status()).isEqualTo(401);
            assertThat(door.port().visit("/", "guessed").status()).isEqualTo(401);
        }
    }
}
