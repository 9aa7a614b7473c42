package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.behaviour.ProbeBundle;
import io.hyperspace.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Guest books of the sample, each a particle whose entries are durable, so many that every Machine has some. Every method
 * is called on a Machine of one's choice.
 */
final class GuestBooks {

    static final int COUNT = 12;

    /** How long one answer may take in good times. */
    static final Duration SOON = Duration.ofSeconds(20);

    private static final String BUNDLE = "localhost:repo:guestbook:1.0.0";
    private static final String RELAYS = "localhost:repo:relay:1.0.0";
    /** So few that each has many signals to each guest book. */
    private static final int RELAY_COUNT = 3;

    /** Answers after it has asked a guest book of its own. */
    static final String GREETER = "localhost:greeter";

    private GuestBooks() {}

    static void install(MachineProcess machine, Path bundle) {
        List.of(
                        "create? localhost<Space>",
                        "create? localhost:repo<Repo>",
                        "create? localhost:repo:guestbook<BundleSeries>",
                        "create? localhost:repo:relay<BundleSeries>")
                .forEach(line -> run(machine, line));
        publish(machine, bundle, BUNDLE);
        publishRelays(machine);
        run(machine, "create? localhost:guestbook<Mechtron>{ +config=" + BUNDLE + ":/config/guestbook.mechtron }");
        run(machine, "create? " + GREETER + "<Mechtron>{ +config=" + BUNDLE + ":/config/greeter.mechtron }");
        run(machine, "grant perm +csd-rwX on localhost:guestbook to " + GREETER);
        for (int book = 0; book < COUNT; book++) {
            run(machine, "create? " + point(book) + "<Mechtron>{ +config=" + BUNDLE + ":/config/guestbook.mechtron }");
        }
        for (int relay = 0; relay < RELAY_COUNT; relay++) {
            run(machine, "create? " + relay(relay) + "<Mechtron>{ +config=" + RELAYS + ":/config/probe.mechtron }");
            run(machine, "grant perm +csd-rwX on localhost+:** to " + relay(relay));
        }
    }

    static void run(MachineProcess machine, String line) {
        MachineProcess.Answer answer = machine.command(line, SOON);
        assertThat(answer.isOk()).as("%s: %s", line, answer.body()).isTrue();
    }

    /** A guest that is told what to send on; its bundle is put beside the Machine's data, and goes with that. */
    private static void publishRelays(MachineProcess machine) {
        try {
            Path bundle = Files.createDirectory(machine.data().resolveSibling("relays"));
            ProbeBundle.pack(bundle);
            publish(machine, bundle, RELAYS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publish(MachineProcess machine, Path bundle, String point) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        String[] args = {
            "publish", "--control", machine.control(), "--data", machine.data().toString(), bundle.toString(), point
        };
        assertThat(Main.run(args, InputStream.nullInputStream(), nowhere, nowhere))
                .isZero();
    }

    /** Sends on what it is told to, to the guest book of this number among others. */
    static String relay(int book) {
        return "localhost:relay-" + book % RELAY_COUNT;
    }

    static String point(int book) {
        return "localhost:book-" + book;
    }

    /**
     * Adds an entry to a guest book.
     *
     * @return the status
     * @throws UncheckedIOException when there is no answer in time: then nobody knows whether it is there
     */
    static int add(MachineProcess machine, int book, String entry, Duration atMost) {
        String line = "ping " + point(book) + " Ext<Add> {\"name\": \"" + entry + "\", \"message\": \"hello\"}";
        return machine.command(line, atMost).status();
    }

    /** Whether an entry was added to a guest book; if not, nobody knows whether it is there. */
    static boolean isAdded(MachineProcess machine, int book, String entry) {
        try {
            return add(machine, book, entry, SOON) < 300;
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

    /** What a ping that changes nothing is answered with; whoever asks has waited until all Machines answer. */
    private static JsonNode read(MachineProcess machine, String line) {
        MachineProcess.Answer answer = machine.command(line, SOON);
        if (!answer.isOk()) {
            throw new IllegalStateException(machine.name() + ", " + line + ": " + answer.body());
        }
        return answer.result();
    }

    /** The number of the last entry of a guest book, 0 if it has none. */
    static long last(MachineProcess machine, int book) {
        return read(machine, "ping " + point(book) + " Http<Get>/entries")
                .at("/body/value/entries/0/number")
                .asLong();
    }

    /** How often each name is among the entries of a guest book after the one of that number. */
    static Map<String, Integer> entries(MachineProcess machine, int book, long after) {
        Map<String, Integer> names = new HashMap<>();
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
                    names.merge(entry.get("name").asText(), 1, Integer::sum);
                }
            }
        }
        return names;
    }
}
