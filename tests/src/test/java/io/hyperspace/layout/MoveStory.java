package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A particle moves from star to star and is the same afterwards. */
interface MoveStory extends Story {

    private static String star(int number) {
        return "<<central:maelstrom[" + number + "]>>";
    }

    @Test
    default void aParticleThatMovesKeepsWhatItHas() {
        turns().run("create nomad<Space>");
        Guests.book(turns(), "nomad:book");
        List<String> entries = new ArrayList<>();
        long epoch = 0;
        for (int number = 0; number < 6; number++) {
            JsonNode moved = turns().run("move nomad:book to " + star(number));
            assertThat(moved.toString()).isEqualTo("{\"point\":\"nomad:book\",\"star\":\"" + star(number) + "\"}");
            turns().ping("nomad:book", "Ext<Add> {\"name\": \"Ann\", \"message\": \"at " + number + "\"}");
            entries.add("at " + number);
            assertThat(Guests.messages(turns(), "nomad:book")).isEqualTo(entries);

            JsonNode status = turns().run("status nomad:book");
            assertThat(status.path("star").asText()).isEqualTo(star(number));
            assertThat(status.path("activity").asText()).isEqualTo("active");
            assertThat(status.path("epoch").asLong()).isGreaterThan(epoch);
            epoch = status.path("epoch").asLong();
        }
    }

    @Test
    default void aParticleMovesOnlyToAStarThatTakesItsKind() {
        turns().run("create settler<Space>");
        turns().run("create settler:it<Base>");

        turns().run("move settler:it to " + star(3));
        turns().run("move settler:it to " + star(3));
        turns().refused("move settler:it to <<central:scribe[0]>>", 422, "E0780");
        turns().refused("move settler:it to " + star(12), 422, "E0780");
        turns().run("create settler-staff<UserBase<Internal>>");
        turns().run("create settler-staff:ann<User>");
        turns().refusedAs("settler-staff:ann", "move settler:it to " + star(4), 403, "E0314");
        assertThat(turns().run("status settler:it").path("star").asText()).isEqualTo(star(3));
    }
}
