package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.CommandLine.Outcome;
import io.hyperspace.behaviour.ProbeBundle;
import io.hyperspace.behaviour.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the whole suite has from the start: the sample's application in the Space {@code localhost}, and a bundle with a guest
 * that does what it is told to, the sample's guest book, and binds.
 */
final class Guests {

    /** A particle that sends waves on. */
    static final String RELAY = "kit:repo:guests:1.0.0:/bind/relay.bind";

    private static final String PROBE = "kit:repo:guests:1.0.0:/config/probe.mechtron";
    private static final String BOOK = "kit:repo:guests:1.0.0:/config/guestbook.mechtron";
    private static final String SAMPLE = "localhost:repo:guestbook:1.0.0";

    private static final String RELAY_BIND = """
            Bind(version=1.0.0) {
               Route -> {
                  Ext<Note>                        -> .:book^Ext<Add> => &;
                  Ext<Look>/(?<whom>[a-z]+)/(.*)   -> .:${whom}^Ext<Who>/$2 => &;
                  Ext<Chain>                       -> .:one^Ext<Echo> -> .:two^Ext<Echo> => &;
                  Ext<Form>                        -[ Map{ name<Text>, message<Text> } ]-> .:book^Ext<Add> => &;
                  Ext<Checked>                     -[ Text~.:two^Ext<Status> ]-> .:one^Ext<Echo> => &;
                  Ext<Members>(auth)               -> .:one^Ext<Who> => &;
                  Ext<Books>(privilege 'books')    -> .:one^Ext<Who> => &;
               }
            }
            """;

    private Guests() {}

    static void install(Turns turns) throws IOException {
        Path bundle = Files.createTempDirectory("guests");
        try {
            pack(bundle);
            run(turns, "create kit<Space>", "create kit:repo<Repo>", "create kit:repo:guests<BundleSeries>");
            publish(turns, bundle, "kit:repo:guests:1.0.0");
        } finally {
            remove(bundle);
        }
        run(
                turns,
                "create localhost<Space>",
                "create localhost:repo<Repo>",
                "create localhost:repo:guestbook<BundleSeries>");
        publish(turns, Sample.bundle(), SAMPLE);
        run(
                turns,
                "create localhost:guestbook<Mechtron>{ +config=" + SAMPLE + ":/config/guestbook.mechtron }",
                "create localhost:greeter<Mechtron>{ +config=" + SAMPLE + ":/config/greeter.mechtron }",
                "create localhost:other<Mechtron>{ +config=" + PROBE + " }",
                "set localhost{ +bind=" + SAMPLE + ":/bind/app.bind }",
                "grant perm +csd-rwX on localhost+:** to *");
    }

    private static void pack(Path bundle) throws IOException {
        ProbeBundle.pack(bundle);
        Path bind = Files.createDirectory(bundle.resolve("bind"));
        for (String file : List.of("wasm/guestbook.wasm", "config/guestbook.mechtron")) {
            Files.copy(Sample.bundle().resolve(file), bundle.resolve(file));
        }
        Files.writeString(bind.resolve("relay.bind"), RELAY_BIND);
    }

    private static void run(Turns turns, String... commands) {
        List.of(commands).forEach(turns::run);
    }

    private static void publish(Turns turns, Path bundle, String point) {
        Outcome published = turns.line().run("publish", bundle.toString(), point);
        assertThat(published.exit()).as("%s", published).isZero();
    }

    /** Removes a folder with all that is in it. */
    static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    /** Makes a mechtron that does what the method of a wave says. */
    static void probe(Turns turns, String point) {
        turns.run("create " + point + "<Mechtron>{ +config=" + PROBE + " }");
    }

    /** Makes a guest book: an actor whose entries are durable and numbered in the order in which they came. */
    static void book(Turns turns, String point) {
        turns.run("create " + point + "<Mechtron>{ +config=" + BOOK + " }");
    }

    /** The messages in a guest book of a hundred at most, in order. */
    static List<String> messages(Turns turns, String point) {
        List<String> newestFirst =
                Turns.texts(turns.ping(point, "Http<Get>/entries").path("entries"), "message");
        return Stream.iterate(newestFirst.size() - 1, index -> index >= 0, index -> index - 1)
                .map(newestFirst::get)
                .toList();
    }
}
