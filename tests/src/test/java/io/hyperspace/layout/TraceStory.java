package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.behaviour.CommandLine.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A tracked wave leaves a record at each layer, on whichever Machine, and {@code trace} gathers them. */
interface TraceStory extends Story {

    /** Runs a command with its waves tracked. @return the id of the trace */
    private String tracked(String command) {
        Outcome outcome = turns().line().run("exec", "--trace", command);
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        assertThat(outcome.err()).as(command).matches("trace [0-9a-f]{32}\n");
        return outcome.err().substring("trace ".length()).strip();
    }

    /** The records of a trace as any Machine gathers them. */
    private List<JsonNode> records(String trace) {
        Outcome outcome = turns().line().run("trace", "--json", trace);
        assertThat(outcome.exit()).as("%s", outcome).isZero();
        try {
            JsonNode result = new ObjectMapper().readTree(outcome.out()).path("result");
            assertThat(result.path("trace").asText()).isEqualTo(trace);
            assertThat(result.path("more").asBoolean()).isFalse();
            assertThat(result.path("silent")).isEmpty();
            List<JsonNode> records = new ArrayList<>();
            result.path("records").forEach(records::add);
            return records;
        } catch (JsonProcessingException e) {
            throw new AssertionError(outcome.out(), e);
        }
    }

    private static String text(JsonNode record, String field) {
        return record.path(field).asText();
    }

    private static Predicate<JsonNode> that(String layer, String point) {
        return record ->
                text(record, "layer").equals(layer) && text(record, "point").equals(point);
    }

    private static JsonNode one(List<JsonNode> records, Predicate<JsonNode> which) {
        List<JsonNode> found = records.stream().filter(which).toList();
        assertThat(found).as("%s", records).hasSize(1);
        return found.get(0);
    }

    /** What happened to one wave, without what depends on whether its way was known and how long that took. */
    private static List<String> layers(List<JsonNode> records, JsonNode ofWave) {
        Set<String> sometimes = Set.of("located", "relay", "started");
        List<String> layers = new ArrayList<>();
        for (JsonNode record : records) {
            String layer = text(record, "layer");
            boolean isAgain = layer.equals("lane") && layers.contains("lane");
            if (record.path("span").equals(ofWave.path("span")) && !sometimes.contains(layer) && !isAgain) {
                layers.add(layer);
            }
        }
        return layers;
    }

    @Test
    default void theWholeWayThroughAPipelineIsToldInOrderOverAllMachines() {
        turns().run("create tracks<Space>");
        Set<String> machines = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            String relay = "tracks:r" + i;
            turns().run("create " + relay + "<Base>{ +bind=" + Guests.RELAY + " }");
            Guests.probe(turns(), relay + ":one");

            List<JsonNode> records = records(tracked("ping " + relay + " Ext<Look>/one/a/secret/path"));

            records.forEach(record -> machines.add(text(record, "machine")));
            JsonNode toExecutor = one(records, that("sent", "GLOBAL::executor"));
            JsonNode toRelay = one(records, that("caused", "GLOBAL::executor"));
            JsonNode toOne = one(records, that("stop", relay + ":one"));
            assertThat(toRelay.path("parent")).isEqualTo(toExecutor.path("span"));
            assertThat(toOne.path("parent")).isEqualTo(toRelay.path("span"));
            assertThat(layers(records, toExecutor))
                    .containsExactly("sent", "lane", "admitted", "field", "core", "answered", "pong");
            assertThat(layers(records, toRelay))
                    .containsExactly("caused", "sent", "lane", "admitted", "field", "answered", "pong");
            assertThat(layers(records, toOne))
                    .containsExactly("stop", "sent", "lane", "admitted", "field", "core", "answered", "pong");
            assertThat(one(records, that("pong", relay + ":one")).path("status").asInt())
                    .isEqualTo(200);
            assertThat(text(one(records, that("field", relay)), "detail")).startsWith("Ext<Look>/");
            assertNested(records, toExecutor, toRelay, toOne);
            assertThat(records.toString()).doesNotContain("secret");
        }
        assertThat(machines.size() > 1).isEqualTo(turns().all().size() > 1);
    }

    /** Each wave is sent, and answered, while the one before it is handled. */
    private static void assertNested(List<JsonNode> records, JsonNode... outermostFirst) {
        List<JsonNode> begins = List.of(outermostFirst);
        int begun = -1;
        int ended = records.size();
        for (JsonNode wave : begins) {
            int begin = records.indexOf(wave);
            int end = records.indexOf(one(
                    records,
                    record -> text(record, "layer").equals("pong")
                            && record.path("span").equals(wave.path("span"))));
            assertThat(begin).isGreaterThan(begun);
            assertThat(end).isLessThan(ended);
            begun = begin;
            ended = end;
        }
    }

    @Test
    default void whatAGuestSendsGoesOnWithTheTrace() {
        turns().run("create footprints<Space>");
        Guests.probe(turns(), "footprints:a");
        Guests.probe(turns(), "footprints:b");
        turns().run("grant perm +csd-rwX on footprints:b to footprints:a");

        List<JsonNode> records = records(tracked("ping footprints:a Ext<Ping> 'footprints:b=Ext<Who>'"));

        JsonNode caused = one(records, that("caused", "footprints:a"));
        assertThat(caused.path("parent"))
                .isEqualTo(one(records, that("sent", "footprints:a")).path("span"));
        assertThat(one(records, that("pong", "footprints:b")).path("span")).isEqualTo(caused.path("span"));
        assertThat(layers(records, caused))
                .containsExactly("caused", "sent", "lane", "admitted", "field", "core", "answered", "pong");
    }

    @Test
    default void aRefusalIsToldOfWithItsCode() {
        turns().run("create trail<Space>");
        Guests.probe(turns(), "trail:a");
        Guests.probe(turns(), "trail:b");

        Outcome refused = turns().line().run("exec", "--trace", "--json", "ping trail:a Ext<Ping> 'trail:b=Ext<Who>'");

        assertThat(refused.exit()).as("%s", refused).isNotZero();
        assertThat(refused.err()).isEmpty();
        List<JsonNode> records = records(refused.out().replaceAll("(?s).*\"trace\":\"([0-9a-f]{32})\".*", "$1"));
        JsonNode field = one(records, that("field", "trail:b"));
        assertThat(field.path("status").asInt()).isEqualTo(403);
        assertThat(text(field, "code")).isEqualTo("E0301");
    }

    @Test
    default void aTraceIsForThoseWhoMaySeeWhereThingsRun() {
        turns().run("create tracers<UserBase<Internal>>");
        turns().run("create tracers:ann<User>");
        String trace = tracked("get tracers");

        turns().refusedAs("tracers:ann", "trace " + trace, 403, "E0301");
        turns().refusedAs("anonymous", "trace " + trace, 401, "E0303");
        turns().refused("trace 00000000000000000000000000000001", 404, "E0426");
        turns().run("grant perm +csd-Rwx on GLOBAL::executor to tracers:ann");
        assertThat(turns().runAs("tracers:ann", "trace " + trace).path("records"))
                .isNotEmpty();
    }

    @Test
    default void peopleReadATraceAsLines() {
        String trace = tracked("get localhost");

        Outcome outcome = turns().line().run("trace", trace);

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).startsWith("trace " + trace + "\n    0.000 ms  sent  on ");
        assertThat(outcome.out()).contains("GLOBAL::executor").contains("pong").contains("200");
    }
}
