package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.behaviour.Events;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Watching at one Machine what is changed at another, through the control port and the command line. */
interface WatchStory extends Story {

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    default void whatIsChangedAtOneMachineIsToldAtAnother() {
        turns().run("create lobby<Space>{ +title=Lobby }");
        turns().run("create lobby:a<Base>");
        try (Events events = turns().port().watch("", "lobby")) {
            assertThat(events.contentType()).isEqualTo("text/event-stream");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'there','point':'lobby','kind':'Space','status':'Ready',"
                            + "'properties':{'title':'Lobby'}}"));
            assertThat(events.next())
                    .isEqualTo(json("{'event':'there','point':'lobby:a','kind':'Base','status':'Ready'}"));
            assertThat(events.next()).isEqualTo(json("{'event':'ready'}"));

            turns().run("create lobby:b<Base>");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'created','point':'lobby:b','kind':'Base','status':'Ready'}"));

            turns().run("set lobby:b{ +colour=red }");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'properties','point':'lobby:b','properties':{'colour':'red'}}"));

            turns().run("set lobby{ !title }");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'properties','point':'lobby','properties':{'title':null}}"));

            turns().run("ripple watchers-of lobby:b Ext<News> 'fresh'");
            JsonNode ripple = events.next();
            assertThat(ripple.path("event").asText()).isEqualTo("ripple");
            assertThat(ripple.path("point").asText()).isEqualTo("lobby:b");
            assertThat(ripple.at("/body/value").asText()).isEqualTo("fresh");

            turns().run("delete lobby:a");
            assertThat(events.next("deleted")).isEqualTo(json("{'event':'deleted','point':'lobby:a'}"));
        }
    }

    @Test
    default void whoHasNoRightsIsToldNothingAndWhoGetsThemIsToldFromThenOn() {
        turns().run("create till<Space>");
        turns().run("create onlookers<UserBase<Internal>>");
        turns().run("create onlookers:bob<User>");
        turns().run("create till:a<Base>{ +title=secretly }");
        try (Events events = turns().port().watch("onlookers:bob", "till:*")) {
            assertThat(events.next()).isEqualTo(json("{'event':'ready'}"));

            turns().run("set till:a{ +title=still }");
            turns().run("grant perm +cSd-rwx on till to onlookers:bob");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'there','point':'till:a','kind':'Base','status':'Ready'}"));

            turns().run("grant perm +csd-Rwx on till:a to onlookers:bob");
            assertThat(events.next())
                    .isEqualTo(json("{'event':'properties','point':'till:a','properties':{'title':'still'}}"));

            turns().run("grant perm &csd-RWX on till to onlookers:bob");
            assertThat(events.next()).isEqualTo(json("{'event':'hidden','point':'till:a'}"));
        }
    }

    @Test
    default void secretsAreNotTold() {
        turns().run("create lookers<UserBase<Internal>>");
        turns().run("create lookers:ann<User>");
        try (Events events = turns().port().watch("", "lookers:ann")) {
            events.next("ready");

            turns().run("set lookers:ann{ +password='correct horse' }");

            JsonNode changed = events.next();
            assertThat(changed.path("event").asText()).isEqualTo("properties");
            assertThat(changed.at("/properties/password").asText()).isEqualTo("***");
            assertThat(changed.toString()).doesNotContain("horse").doesNotContain("argon");
        }
    }

    @Test
    default void anAgentThatIsGoneIsToldNoMore() {
        turns().run("create goers<UserBase<Internal>>");
        turns().run("create goers:carl<User>");
        try (Events events = turns().port().watch("goers:carl", "goers:*")) {
            events.next("ready");

            turns().run("delete goers:carl");

            assertThat(events.next("ended").path("status").asInt()).isEqualTo(404);
        }
    }

    @Test
    default void whatCannotBeWatchedIsRefusedAsCommandsAre() {
        try (Events events = turns().port().watch("", "lobby:<")) {
            assertThat(events.status()).isEqualTo(400);
            assertThat(events.next().at("/error/code").asText()).startsWith("E01");
        }
        try (Events events = turns().port().watch("", "")) {
            assertThat(events.next().at("/error/code").asText()).isEqualTo("E0740");
        }
    }

    @Test
    default void theCommandLineTellsOneEventALine() {
        turns().run("create yard<Space>");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Integer> exit =
                CompletableFuture.supplyAsync(() -> turns().line().into(out, "watch", "--count", "3", "yard"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(text(out)).contains("ready"));

        turns().run("create yard:a<Base>");

        assertThat(exit.join()).isZero();
        assertThat(text(out)).isEqualTo("there  yard<Space>  Ready\nready\ncreated  yard:a<Base>  Ready\n");
    }

    @Test
    default void theCommandLineStopsWhenTheTimeIsUp() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int exit = assertTimeout(Duration.ofSeconds(10), () -> turns().line()
                .into(out, "watch", "--json", "--for", "1500ms", "staff:none:*"));

        assertThat(exit).isZero();
        assertThat(text(out)).isEqualTo("{\"event\":\"ready\"}\n");
        assertThat(turns().line().into(out, "watch", "--for", "soon", "staff")).isEqualTo(64);
    }

    private static String text(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }
}
