package io.hyperspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {

    private static Config of(String own) {
        return Configuration.of(Map.of(), ConfigFactory.parseString(own));
    }

    @Test
    void withoutAProfileAMachineIsAlone() {
        Config config = of("");

        assertThat(config.getString("hyperspace.database.url")).isEmpty();
        assertThat(config.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
        assertThat(config.getInt("pekko.remote.artery.canonical.port")).isZero();
        assertThat(config.getString("pekko.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("lease-majority");
    }

    @Test
    void severalMachinesOnOneComputerDoNotGetInEachOthersWay() {
        Config config = of("hyperspace { profile = development, machine.name = m7 }");

        assertThat(config.getString("hyperspace.database.url")).isEqualTo("jdbc:h2:tcp://127.0.0.1:9092/hyperspace");
        assertThat(config.getString("hyperspace.data")).isEqualTo("./hyperspace-data/m7");
        assertThat(config.getInt("hyperspace.control.port")).isZero();
        assertThat(config.getInt("hyperspace.web.port")).isZero();
    }

    @Test
    void anApplicationHasMoreToSayThanAProfile() {
        Config config = of("hyperspace { profile = postgresql, database.url = \"jdbc:postgresql://db/x\" }");

        assertThat(config.getString("hyperspace.database.url")).isEqualTo("jdbc:postgresql://db/x");
        assertThat(config.getString("hyperspace.database.user")).isEqualTo("hyperspace");
    }

    @Test
    void aPodIsCalledAndReachedByItsStableName() {
        Config config = of("""
                HOSTNAME = hyperspace-1, HYPERSPACE_SERVICE = hyperspace.default.svc.cluster.local
                HYPERSPACE_SEEDS = "hyperspace-0.hyperspace:2551,hyperspace-1.hyperspace:2551"
                HYPERSPACE_DATABASE_URL = "jdbc:postgresql://db/hyperspace", HYPERSPACE_DATABASE_PASSWORD = secret
                hyperspace.profile = kubernetes
                """);

        assertThat(config.getString("hyperspace.machine.name")).isEqualTo("hyperspace-1");
        assertThat(config.getString("pekko.remote.artery.canonical.hostname"))
                .isEqualTo("hyperspace-1.hyperspace.default.svc.cluster.local");
        assertThat(config.getInt("pekko.remote.artery.canonical.port")).isEqualTo(2551);
        assertThat(config.getString("pekko.remote.artery.bind.hostname")).isEqualTo("0.0.0.0");
        assertThat(config.getString("hyperspace.database.password")).isEqualTo("secret");
        assertThat(config.getString("hyperspace.machine.seeds")).contains(",");
    }

    @Test
    void aProfileThatIsNoneIsRefused() {
        assertThatThrownBy(() -> of("hyperspace.profile = other"))
                .hasMessageContaining("there are standalone, development, postgresql, kubernetes");
    }

    @Test
    void theKindsOfStarsThatAMachineTakesAreRoles() {
        assertThat(of("").getStringList("pekko.cluster.roles")).hasSize(7).contains("star-central", "star-maelstrom");

        Config some = of("hyperspace.machine.stars = [maelstrom, jump], pekko.cluster.roles = [own]");

        assertThat(some.getStringList("pekko.cluster.roles")).isEqualTo(List.of("own", "star-maelstrom", "star-jump"));
        assertThatThrownBy(() -> of("hyperspace.machine.stars = [sun]"))
                .hasMessageContaining("'sun' is no kind of star");
    }

    @Test
    void stoppingHasMoreTimeThanItsPhasesAndTheseMoreThanAHandOver() {
        Config config = of("");
        Config phases = config.getConfig("pekko.coordinated-shutdown.phases");
        Duration handOver = config.getDuration("hyperspace.star.hand-over");
        long all = List.of(
                        "before-cluster-shutdown",
                        "cluster-sharding-shutdown-region",
                        "cluster-leave",
                        "cluster-exiting",
                        "cluster-exiting-done",
                        "actor-system-terminate")
                .stream()
                .mapToLong(phase -> phases.getDuration(phase + ".timeout").toMillis())
                .sum();

        assertThat(config.getDuration("pekko.cluster.sharding.handoff-timeout")).hasMillis(10_000);
        assertThat(phases.getDuration("before-cluster-shutdown.timeout")).isGreaterThan(handOver.multipliedBy(3));
        assertThat(phases.getDuration("cluster-sharding-shutdown-region.timeout"))
                .isGreaterThan(Duration.ofSeconds(10));
        assertThat(config.getDuration("hyperspace.stop-timeout").toMillis()).isGreaterThan(all);
    }
}
