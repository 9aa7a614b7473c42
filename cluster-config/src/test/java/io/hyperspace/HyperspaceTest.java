package io.hyperspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.control.CommandResult;
import io.hyperspace.control.TestControl;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.user.Users;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.trace.TraceListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HyperspaceTest {

    private static final InetSocketAddress HTTP = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    @TempDir
    private Path folder;

    private TestControl small;
    private final List<Config> started = new ArrayList<>();
    private final List<Duration> stopped = new ArrayList<>();
    private boolean stopsInOrder = true;

    @BeforeEach
    void startTheSmallMachine() throws IOException {
        small = new TestControl(Files.createDirectories(folder.resolve("small")), "");
    }

    @AfterEach
    void stopTheSmallMachine() {
        small.close();
    }

    @Test
    void whatTheBuilderWasToldLiesAboveTheConfiguration() {
        Config own = ConfigFactory.parseString("hyperspace { machine.name = other, control.timeout = 7s }");

        try (Hyperspace hyperspace =
                builder().name("m9").httpPort(1234).config(own).start()) {
            Config config = started.get(0);
            assertThat(config.getString("hyperspace.machine.name")).isEqualTo("m9");
            assertThat(config.getInt("hyperspace.web.port")).isEqualTo(1234);
            assertThat(config.getDuration("hyperspace.control.timeout")).hasSeconds(7);
            assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
            assertThat(config.getString("pekko.coordinated-shutdown.exit-jvm")).isEqualTo("off");
            assertThat(hyperspace.httpAddress()).isEqualTo(HTTP);
        }
    }

    @Test
    void commandsAndPingsAreAnswered() {
        try (Hyperspace hyperspace = builder().start()) {
            CommandResult created = hyperspace.command("create localhost<Space>");
            CommandResult again = hyperspace.command("create localhost<Space>");
            Pong pong = hyperspace.ping("localhost", "Ext<Hello>", Substance.text("hi"));

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.result().path("point").asText()).isEqualTo("localhost");
            assertThat(again.status()).isEqualTo(409);
            assertThatThrownBy(again::orThrow).hasMessage("E0201: 'localhost' is taken already");
            assertThat(pong.body()).isEqualTo(Substance.text("pong of localhost"));
        }
    }

    @Test
    void bundlesArePublishedFromFoldersAndFromMemory() throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("bundle"));
        Files.writeString(bundle.resolve("a.txt"), "a");

        try (Hyperspace hyperspace = builder().start()) {
            CommandResult published = hyperspace.publish(bundle, "repo:site:1.0.0");
            CommandResult echoed = hyperspace.command("echo ^[ x ]", Map.of("x", new byte[] {1, 2}));

            assertThat(published.status()).isEqualTo(201);
            String digest = echoed.result().at("/uploads/x").asText();
            assertThat(small.blobs.bytes(digest)).containsExactly(1, 2);
        }
    }

    @Test
    void theDataFolderTellsWhereItListensForAsLongAsItRuns() throws IOException {
        Path address = folder.resolve("data/control.address");

        try (Hyperspace hyperspace = builder().start()) {
            assertThat(address)
                    .hasContent("127.0.0.1:" + hyperspace.controlAddress().getPort() + "\n");
            assertThat(folder.resolve("data/control.secret")).exists();
        }

        assertThat(address).doesNotExist();
        assertThat(folder.resolve("data/control.secret")).exists();
    }

    @Test
    void closingStopsTheMachineOnce() {
        Hyperspace hyperspace = builder().start();

        hyperspace.close();
        hyperspace.close();

        assertThat(stopped).containsExactly(Duration.ofSeconds(80));
    }

    @Test
    void whoStopsAMachineIsToldWhetherItStoppedInOrder() {
        assertThat(builder().start().stop()).isTrue();

        stopsInOrder = false;

        assertThat(builder().start().stop()).isFalse();
    }

    @Test
    void aMachineWhoseControlServerCannotListenIsStopped() {
        Hyperspace.Builder builder = builder().controlPort(small.address().getPort());

        assertThatThrownBy(builder::start).hasMessageStartingWith("E0746: cannot listen on 127.0.0.1:");
        assertThat(stopped).hasSize(1);
    }

    @Test
    void aNameWithBlanksIsRefused() {
        assertThatThrownBy(() -> builder().name("a b").start()).hasMessageStartingWith("E0748");
        assertThat(started).isEmpty();
    }

    @Test
    void aConfigurationThatDoesNotResolveIsRefused() {
        Config own = ConfigFactory.parseString("hyperspace.machine.name = ${nowhere}");

        assertThatThrownBy(() -> builder().config(own).start()).hasMessageStartingWith("E0748");
    }

    private Hyperspace.Builder builder() {
        return new Hyperspace.Builder(new SmallStartup())
                .data(folder.resolve("data"))
                .controlPort(0);
    }

    private final class SmallStartup implements Startup {
        @Override
        public Running start(
                Config config,
                List<Function<Services, Driver>> drivers,
                List<TraceListener> listeners,
                CompletionStage<?> brokenOff) {
            started.add(config);
            return new SmallMachine();
        }
    }

    private final class SmallMachine implements Startup.Running {
        @Override
        public Services services() {
            return small.services();
        }

        @Override
        public Users users() {
            return small.users();
        }

        @Override
        public InetSocketAddress httpAddress() {
            return HTTP;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public CompletionStage<Void> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public boolean stop(Duration atMost) {
            stopped.add(atMost);
            return stopsInOrder;
        }
    }
}
