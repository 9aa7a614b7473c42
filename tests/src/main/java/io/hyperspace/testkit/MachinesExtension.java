package io.hyperspace.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.Hyperspace;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.overview.Overview;
import io.hyperspace.space.point.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs several Machines of one Hyperverse in this JVM for the tests of a class, over a database that they share, and can
 * stop, kill and hold each of them. Register it in a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MachinesExtension machines = MachinesExtension.of(3);
 * }</pre>
 *
 * <p>No Machine may end that no test stopped, killed, held or cut off from the database, for the others took one for lost that
 * they could reach; the tests of the class fail when one did.
 *
 * <p>The database is an H2 in memory unless {@link #database} names another. Leases are short, three seconds, so that a
 * Machine that is lost is soon replaced. All Machines have the same drivers.
 */
public final class MachinesExtension implements BeforeAllCallback, AfterAllCallback {

    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final List<TestedMachine> machines = new ArrayList<>();
    private final List<Function<Services, Driver>> drivers = new ArrayList<>();
    private final Map<Integer, Config> own = new HashMap<>();
    private final ProbeDriver probes = new ProbeDriver();
    private final List<String> ended = new ArrayList<>();
    private final int count;
    private Config config = ConfigFactory.parseResources(MachinesExtension.class, "machines.conf");
    private String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private @Nullable Path data;
    private @Nullable ActorTestKit observer;

    private MachinesExtension(int count) {
        this.count = count;
    }

    /** @param count how many Machines there are, from 1 */
    public static MachinesExtension of(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one Machine");
        }
        return new MachinesExtension(count);
    }

    /** Adds a driver of one's own to every Machine; before they start. */
    public MachinesExtension driver(Function<Services, Driver> driver) {
        drivers.add(driver);
        return this;
    }

    /** Sets configuration of every Machine, as text; before they start. */
    public MachinesExtension config(String hocon) {
        config = ConfigFactory.parseString(hocon).withFallback(config);
        return this;
    }

    /**
     * Sets configuration of one Machine, as text, above that of all; before they start. Machines that differ start and
     * end at the same time, for one may need what only another has.
     */
    public MachinesExtension config(int index, String hocon) {
        own.merge(index, ConfigFactory.parseString(hocon), (old, more) -> more.withFallback(old));
        return this;
    }

    /** Sets the database that the Machines share, by its JDBC URL; before they start. It must be empty. */
    public MachinesExtension database(String jdbcUrl) {
        url = jdbcUrl;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("machines");
        observer = ActorTestKit.create(
                "observer",
                ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
        List<Function<Services, Driver>> all = new ArrayList<>(drivers);
        all.add(services -> probes);
        for (int i = 0; i < count; i++) {
            Config whole = own.getOrDefault(i, ConfigFactory.empty()).withFallback(config);
            machines.add(new TestedMachine("m" + i, data.resolve("m" + i), whole, url, all));
        }
        each(TestedMachine::start);
    }

    private void each(Consumer<TestedMachine> work) {
        if (own.isEmpty()) {
            machines.forEach(work);
            return;
        }
        List<CompletableFuture<Void>> working = machines.stream()
                .map(machine -> CompletableFuture.runAsync(
                        () -> work.accept(machine), task -> new Thread(task, "machine").start()))
                .toList();
        CompletableFuture.allOf(working.toArray(CompletableFuture[]::new)).join();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        noteEnded();
        each(TestedMachine::end);
        Objects.requireNonNull(observer, "it was started").shutdownTestKit();
        Folders.remove(Objects.requireNonNull(data, "it was made"));
        if (!ended.isEmpty()) {
            throw new AssertionError("the others took these for lost, whom nobody disturbed: " + ended);
        }
    }

    private void noteEnded() {
        machines.stream()
                .filter(TestedMachine::takeEnded)
                .map(TestedMachine::name)
                .forEach(ended::add);
    }

    /**
     * The names of the Machines that have ended so far though no test stopped, killed, held or cut them off from the database,
     * once for each time. What was taken here fails the class no more.
     */
    public List<String> takeEnded() {
        noteEnded();
        List<String> taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }

    /** How many Machines there are, whether or not they run. */
    public int count() {
        return count;
    }

    /** A Machine that runs. */
    public Hyperspace machine(int index) {
        return machines.get(index).running();
    }

    /** A Machine's data folder. */
    public Path data(int index) {
        return machines.get(index).data();
    }

    /** What a Machine offers to drivers and gates. */
    public Services services(int index) {
        return machines.get(index).services();
    }

    /** Whether a Machine runs and is not held. */
    public boolean isUp(int index) {
        return machines.get(index).isUp();
    }

    /**
     * Waits, at most a minute, until all Machines see all others up. One that the cluster took for lost has stopped by itself,
     * and whoever runs it starts it again, so that is done here; see {@link #takeEnded}. None may be held or stopped.
     */
    public void awaitTogether() {
        ActorTestKit kit = Objects.requireNonNull(observer, "it was started");
        kit.createTestProbe().awaitAssert(TOGETHER, AGAIN, () -> {
            noteEnded();
            machines.forEach(TestedMachine::restartIfEnded);
            for (TestedMachine machine : machines) {
                if (machine.seesUp() != count) {
                    throw new AssertionError(machine.seesUp() + " of " + count + " are up");
                }
            }
            return count;
        });
    }

    /**
     * Waits as {@link #awaitTogether}, and a minute more at most until every star runs and none is to move to another
     * Machine: what is done then finds all stars where they stay until a Machine comes, leaves or is drained.
     */
    public void awaitSpread() {
        awaitTogether();
        ActorTestKit kit = Objects.requireNonNull(observer, "it was started");
        Overview overview = services(0).overview().get();
        kit.createTestProbe().awaitAssert(TOGETHER, AGAIN, () -> {
            String lack = Spread.lack(
                    overview.stars().toCompletableFuture().join(),
                    overview.machines().toCompletableFuture().join());
            if (lack != null) {
                throw new AssertionError(lack);
            }
            return count;
        });
    }

    /** Starts a Machine that was stopped or killed, as a new one. */
    public void start(int index) {
        machines.get(index).start();
    }

    /** Stops a Machine in order: it leaves the cluster, and others take over. */
    public void stop(int index) {
        machines.get(index).stop();
    }

    /** Ends a Machine at once: nothing that it has under way goes on, nobody is told, and its lease runs out. */
    public void kill(int index) {
        machines.get(index).kill();
    }

    /**
     * Holds all that a Machine does, as if its process was halted, until {@link #resume}. What is called here on its waves
     * or Registry is done by the caller's thread, so far as it goes.
     */
    public void pause(int index) {
        machines.get(index).pause();
    }

    /** Lets a Machine go on. One whose lease has run out meanwhile may have been replaced; then it is of no more use. */
    public void resume(int index) {
        machines.get(index).resume();
    }

    /** Cuts every Machine off from the database: whatever they ask of it fails. */
    public void breakDatabase() {
        machines.forEach(TestedMachine::breakDatabase);
    }

    /** Ends {@link #breakDatabase}. */
    public void mendDatabase() {
        machines.forEach(TestedMachine::mendDatabase);
    }

    /** How many rows a table of the database has that the Machines share. */
    public int rows(String table) {
        Config database = config.getConfig("hyperspace.database");
        try (Connection connection =
                        DriverManager.getConnection(url, database.getString("user"), database.getString("password"));
                Statement count = connection.createStatement();
                ResultSet row = count.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    /**
     * Creates a particle whose core is the test, wherever in the cluster it lives.
     *
     * @param point its point; the parent must be there
     */
    public ParticleProbe probe(String point) {
        ParticleProbe probe = new ParticleProbe(
                Point.parse(point),
                Objects.requireNonNull(observer, "the Machines start before the first test")
                        .system());
        probes.add(probe.point(), probe);
        TestedMachine up = machines.stream()
                .filter(TestedMachine::isUp)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Machine runs"));
        up.running().command("create? " + point + "<" + ProbeDriver.KIND + ">").orThrow();
        return probe;
    }
}
