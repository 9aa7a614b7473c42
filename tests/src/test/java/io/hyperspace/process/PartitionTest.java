package io.hyperspace.process;

import io.hyperspace.behaviour.Sample;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two Machines at one site and one at another, and the way between the sites is cut. The sites are network namespaces, which
 * need Linux and root; without these it says so and fails, see {@link Network#build}.
 */
@Tag("soak")
@Tag("namespaces")
class PartitionTest {

    private static final int MANY = 2;
    private static final Duration CUT = Duration.ofSeconds(30);

    private final long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());

    /** What is done to the network. */
    private interface Cut {
        void of(Network network);
    }

    private void cutOff(Path folder, Cut cut) throws IOException {
        try (Network network = Network.build();
                EmbeddedPostgres server = database();
                ProcessCluster cluster = start(folder, server)) {
            GuestBooks.install(cluster.machine(0), Sample.bundle());
            Outage outage = new Outage(cluster, Witness.of(cluster), new Answers(cluster, seed), seed);
            outage.of(MANY, CUT, () -> cut.of(network), network::mend);
        }
    }

    private static EmbeddedPostgres database() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "400")
                .setServerConfig("fsync", "off")
                .setServerConfig("listen_addresses", "127.0.0.1," + Network.DATABASE)
                .setDataDirectoryCustomizer(PartitionTest::letSitesIn)
                .start();
    }

    private static void letSitesIn(File data) {
        try {
            Files.writeString(
                    data.toPath().resolve("pg_hba.conf"),
                    "host all all " + Network.ALL + " trust\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessCluster start(Path folder, EmbeddedPostgres server) {
        String url = "jdbc:postgresql://" + Network.DATABASE + ":" + server.getPort() + "/postgres";
        return ProcessCluster.start(MANY + 1, folder, url, Place.sites(MANY), Way.SETTING);
    }

    @Test
    void oneThatReachesTheDatabaseAloneStoresNothingOnceTheOthersHaveItsWork(@TempDir Path folder) throws IOException {
        cutOff(folder, Network::part);
    }

    @Test
    void oneThatReachesNothingStoresNothingOnceTheOthersHaveItsWork(@TempDir Path folder) throws IOException {
        cutOff(folder, Network::cutOffFew);
    }
}
