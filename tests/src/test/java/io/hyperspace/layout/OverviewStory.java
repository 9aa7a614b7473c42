package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code stars}, {@code lanes}, {@code machines}, {@code drivers}, {@code kinds} and {@code status} tell what there is. */
interface OverviewStory extends Story {

    private List<String> names() {
        return turns().all().stream().map(Door::name).toList();
    }

    private static JsonNode ask(Door door, String command) {
        return door.port().command(command).body().path("result");
    }

    @Test
    default void everyMachineTellsTheSameOfMachinesAndStars() {
        // Stars may still be on their way to a Machine that came later.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (Door door : turns().all()) {
                JsonNode machines = ask(door, "machines");
                JsonNode stars = ask(door, "stars");
                assertThat(Turns.texts(machines, "machine")).containsExactlyInAnyOrderElementsOf(names());
                assertThat(Turns.texts(machines, "state")).containsOnly("up");
                assertThat(Turns.texts(machines, "draining")).containsOnly("false");
                assertThat(Turns.texts(stars, "state")).containsOnly("running");
                assertThat(Turns.texts(stars, "star"))
                        .doesNotHaveDuplicates()
                        .contains("<<central:central[0]>>", "<<central:maelstrom[11]>>", "<<central:scribe[3]>>");
                assertThat(machines.findValues("stars").stream()
                                .mapToInt(JsonNode::asInt)
                                .sum())
                        .isEqualTo(stars.size());
                assertTaken(machines, stars);
            }
        });
    }

    /** Every star is where its kind may be, and every Machine that takes a kind of which there are enough has some. */
    private static void assertTaken(JsonNode machines, JsonNode stars) {
        Map<String, Set<String>> takes = new HashMap<>();
        machines.forEach(machine -> {
            Set<String> kinds = new HashSet<>();
            machine.path("takes").forEach(kind -> kinds.add(kind.asText()));
            takes.put(machine.path("machine").asText(), kinds);
        });
        Map<String, Set<String>> has = new HashMap<>();
        stars.forEach(star -> {
            String kind = star.path("star").asText().replaceAll("<<central:(.*)\\[.*", "$1");
            has.computeIfAbsent(star.path("machine").asText(), any -> new HashSet<>())
                    .add(kind);
        });
        has.forEach((machine, kinds) -> assertThat(takes.get(machine)).containsAll(kinds));
        takes.forEach((machine, kinds) -> {
            if (kinds.contains("maelstrom")) {
                assertThat(has.get(machine)).contains("maelstrom");
            }
        });
    }

    @Test
    default void aParticlesStatusAgreesWithItsStars() {
        turns().run("create sights<Space>");
        for (int i = 0; i < 4; i++) {
            String point = "sights:p" + i;
            Guests.probe(turns(), point);
            turns().ping(point, "Ext<Echo> 'hello'");
            JsonNode status = turns().run("status " + point);
            assertThat(status.path("activity").asText()).isEqualTo("active");
            assertThat(status.path("kind").asText()).isEqualTo("Mechtron");
            assertThat(status.path("owner").asText()).isEqualTo("hyperuser");
            turns().run("stars").forEach(star -> {
                if (star.path("star").equals(status.path("star"))) {
                    assertThat(star.path("machine")).isEqualTo(status.path("machine"));
                    assertThat(star.path("active").asInt()).isPositive();
                }
            });
            assertThat(Turns.texts(turns().run("stars"), "star"))
                    .contains(status.path("star").asText());
        }
        turns().run("create sights:new<Base>");
        assertThat(turns().run("status sights:new").path("activity").asText()).isEqualTo("idle");
    }

    @Test
    default void everyMachineHasLanesThatAreOpen() {
        turns().run("create ways<Space>");
        Guests.probe(turns(), "ways:it");
        for (Door door : turns().all()) {
            assertThat(door.port()
                            .wave("", "{\"kind\":\"Ping\",\"to\":\"ways:it\",\"method\":\"Ext<Echo>\"}")
                            .status())
                    .isEqualTo(200);
        }

        JsonNode lanes = turns().run("lanes");
        assertThat(Turns.texts(lanes, "state")).isSubsetOf("open", "knocking");
        Set<String> from = new HashSet<>();
        lanes.forEach(lane -> {
            if (lane.path("state").asText().equals("open")) {
                from.add(lane.path("machine").asText());
            }
        });
        assertThat(from).containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    default void kindsAndDriversAreTheSameEverywhere() {
        JsonNode kinds = turns().run("kinds");
        JsonNode drivers = turns().run("drivers");
        assertThat(Turns.texts(kinds, "kind"))
                .contains("Mechtron", "Space", "Base", "User", "UserBase<Internal>", "Artifact<Wasm>", "Native<Web>");
        assertThat(Turns.texts(drivers, "driver")).contains("mechtron", "space", "base", "artifact", "web");

        for (Door door : turns().all()) {
            assertThat(ask(door, "kinds")).as(door.name()).isEqualTo(kinds);
            assertThat(ask(door, "drivers")).as(door.name()).isEqualTo(drivers);
        }
    }

    @Test
    default void whereThingsRunIsForThoseWhoMayReadTheExecutor() {
        turns().run("create sights-staff<UserBase<Internal>>");
        turns().run("create sights-staff:ann<User>");
        for (String command : List.of("stars", "lanes", "machines")) {
            assertThat(turns().port().command("sights-staff:ann", command).status())
                    .as(command)
                    .isEqualTo(403);
        }
        assertThat(turns().runAs("sights-staff:ann", "kinds")).isNotEmpty();
        assertThat(turns().port().command("anonymous", "kinds").status()).isEqualTo(401);
    }

    @Test
    default void everyMachineIsReady() {
        for (Door door : turns().all()) {
            assertThat(door.port().health().body().at("/result/ready").asBoolean())
                    .as(door.name())
                    .isTrue();
        }
    }
}
