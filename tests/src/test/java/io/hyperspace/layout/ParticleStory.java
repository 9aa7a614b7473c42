package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Particles come and go, and have properties. What one Machine was answered, every other one shows at once. */
interface ParticleStory extends Story {

    @Test
    default void whatIsCreatedAndDeletedAtOneMachineIsSoAtEveryOther() {
        turns().run("create parts<Space>");
        for (int round = 0; round < 2 * turns().all().size(); round++) {
            String point = "parts:p" + round;
            turns().refused("get " + point + "{ title }", 404, "E0203");

            JsonNode stub = turns().run("create " + point + "<Base>{ +title=here }");
            assertThat(stub.path("point").asText()).isEqualTo(point);
            for (Door door : turns().all()) {
                JsonNode got = door.port().command("get " + point + "{ title }").body();
                assertThat(got.at("/result/title").asText()).as(door.name()).isEqualTo("here");
                JsonNode picked = door.port().command("select parts:*").body();
                assertThat(Turns.texts(picked.path("result"), "point"))
                        .as(door.name())
                        .contains(point);
            }

            turns().run("delete " + point);
            assertThat(turns().select("parts:*")).doesNotContain(point);
            turns().refused("get " + point + "{ title }", 404, "E0203");
        }
    }

    @Test
    default void whatIsThereIsNotCreatedAgainButEnsuredOrReplaced() {
        turns().run("create twice<Space>");
        turns().run("create twice:it<Base>{ +title=old }");
        turns().run("create twice:it:below<Base>");

        turns().refused("create twice:it<Base>", 409, "E0201");
        turns().run("create? twice:it<Base>");
        turns().refused("create? twice:it<Space>", 409, "E0202");
        assertThat(turns().select("twice:**")).containsExactlyInAnyOrder("twice:it", "twice:it:below");

        turns().run("create! twice:it<Base>");
        assertThat(turns().select("twice:**")).containsExactly("twice:it");
        assertThat(turns().run("get twice:it{ title }").path("title").isNull()).isTrue();
    }

    @Test
    default void aSequenceGivesEachItsOwnName() {
        turns().run("create crowd<Space>");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            names.add(turns().run("create crowd:w-%<Base>").path("point").asText());
        }

        assertThat(names).hasSize(20).allMatch(name -> name.startsWith("crowd:w-"));
        assertThat(turns().select("crowd:*")).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    default void propertiesAreSetLockedAndTakenAway() {
        turns().run("create tagged<Space>");
        turns().run("create tagged:it<Base>{ +colour=red, +@size='very large' }");

        turns().run("set tagged:it{ +colour=blue, +shape=round }");
        JsonNode set = turns().run("get tagged:it{ colour, shape, size, none }");
        assertThat(set.toString())
                .isEqualTo("{\"colour\":\"blue\",\"shape\":\"round\",\"size\":\"very large\",\"none\":null}");

        turns().refused("set tagged:it{ +size=small }", 422, "E0206");
        turns().run("set tagged:it{ !shape }");
        assertThat(turns().run("get tagged:it{ shape }").path("shape").isNull()).isTrue();
        assertThat(turns().run("get tagged:it").at("/properties/colour").asText())
                .isEqualTo("blue");
    }

    @Test
    default void whatHappenedIsRemembered() {
        turns().run("create past<Space>");
        turns().run("create past:it<Base>");
        for (int i = 0; i < 5; i++) {
            turns().run("set past:it{ +round=" + i + " }");
        }
        turns().run("delete past:it");

        JsonNode events = turns().run("history past:it").path("events");
        List<Integer> revisions =
                events.findValues("revision").stream().map(JsonNode::asInt).toList();
        assertThat(revisions).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(7);
        assertThat(turns().select("past:*")).isEmpty();
    }

    @Test
    default void whatIsDeletedGoesWithAllBelowIt() {
        turns().run("create tree<Space>");
        turns().run("create tree:a<Base>");
        turns().run("create tree:a:b<Base>");
        turns().run("create tree:a:b:c<Base>");
        turns().run("create tree:d<Base>");

        JsonNode deleted = turns().run("delete tree:a");
        assertThat(deleted.path("deleted").toString()).isEqualTo("[\"tree:a:b:c\",\"tree:a:b\",\"tree:a\"]");
        assertThat(deleted.path("count").asInt()).isEqualTo(3);
        assertThat(turns().select("tree:**")).containsExactly("tree:d");
    }

    /** Each kind lives in stars of its own; what a particle says of itself comes from there. */
    @Test
    default void particlesOfEveryStarAnswer() {
        turns().run("create homes<Space>");
        turns().run("create homes:repo<Repo>");
        turns().run("create homes:repo:series<BundleSeries>");
        turns().run("create homes:web<Native<Web>>");
        turns().run("create homes:people<UserBase<Internal>>");
        List<String> points =
                List.of("ROOT", "GLOBAL::executor", "homes", "homes:repo", "homes:repo:series", "homes:people");

        IntStream.range(0, 2)
                .forEach(round -> points.forEach(point -> assertThat(
                                turns().run("get " + point).path("point").asText())
                        .isEqualTo(point)));
        assertThat(turns().run("get homes:web").path("ingresses").isArray()).isTrue();
    }
}
