package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * Guest books of the sample, each a particle whose entries are durable, so many that every Machine has some. Every method
 * is called on a Machine of one's choice.
 */
final class GuestBooks {

    static final int COUNT = 12;

    /** How long one answer may take in good times. */
    static final Duration SOON = Duration.ofSeconds(20);

    private static final String BUNDLE = "localhost:repo:guestbook:1.0.0";

    private GuestBooks() {}

    static void install(MachineProcess machine, Path bundle) {
        List.of(
                        "create? localhost<Space>",
                        "create? localhost:repo<Repo>",
                        "create? localhost:repo:guestbook<BundleSeries>")
                .forEach(line -> run(machine, line));
        publish(machine, bundle);
        for (int book = 0; book < COUNT; book++) {
            run(machine, "create? " + point(book) + "<Mechtron>{ +config=" + BUNDLE + ":/config/guestbook.mechtron }");
        }
    }

    private static void run(MachineProcess machine, String line) {
        MachineProcess.Answer answer = machine.command(line, SOON);
        assertThat(answer.isOk()).as("%s: %s", line, answer.body()).isTrue();
    }

    private static void publish(MachineProcess machine, Path bundle) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        String[] args = {
            "publish", "--control", machine.control(), "--data", machine.data().toString(), bundle.toString(), BUNDLE
        };
        assertThat(Main.run(args, InputStream.nullInputStream(), nowhere, nowhere))
                .isZero();
    }

    private static String point(int book) {
        return "localhost:book-" + book;
    }

    /**
     * Adds an entry to a guest book.
     *
     * @return whether it was acknowledged; if not, nobody knows whether it is there
     */
    static boolean add(MachineProcess machine, int book, String entry) {
        try {
            String line = "ping " + point(book) + " Ext<Add> {\"name\": \"" + entry + "\", \"message\": \"hello\"}";
            return machine.command(line, SOON).isOk();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Whether a Machine can reach a guest book within a time. */
    static boolean answers(MachineProcess machine, int book, Duration within) {
        try {
            return machine.command("ping " + point(book) + " Http<Get>/entries", within)
                    .isOk();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** What a ping that changes nothing is answered with; while its star moves it is 503 and is sent again. */
    private static JsonNode read(MachineProcess machine, String line) {
        return Awaitility.await(line)
                .atMost(SOON)
                .until(() -> machine.command(line, SOON), MachineProcess.Answer::isOk)
                .result();
    }

    /** The number of the last entry of a guest book, 0 if it has none. */
    static long last(MachineProcess machine, int book) {
        return read(machine, "ping " + point(book) + " Http<Get>/entries")
                .at("/body/value/entries/0/number")
                .asLong();
    }

    /** The names of all entries of a guest book after the one of that number; none is there twice. */
    static Set<String> entries(MachineProcess machine, int book, long after) {
        List<String> names = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (before > after + 1) {
            String line = "ping " + point(book) + " Http<Get>/entries?before=" + before;
            JsonNode page = read(machine, line).at("/body/value/entries");
            if (page.isEmpty()) {
                break;
            }
            for (JsonNode entry : page) {
                before = entry.get("number").asLong();
                if (before > after) {
                    names.add(entry.get("name").asText());
                }
            }
        }
        assertThat(names).doesNotHaveDuplicates();
        return new HashSet<>(names);
    }
}
