package io.hyperspace.process;

import io.hyperspace.registry.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several Machines in JVMs of their own, on a PostgreSQL of this run. They are called m0, m1 and so on. */
public final class ProcessCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessCluster.class);
    private static final Pattern DOWNING = Pattern.compile("SBR took decision .* is downing \\[([^\\]]+)\\]");

    private final Path folder;
    private final String url;
    private final Place place;
    private final List<AtomicInteger> lives;
    private final List<String> settings = new ArrayList<>();
    private final List<MachineProcess> machines = new ArrayList<>();

    private ProcessCluster(int count, Path folder, String url, Place place, List<String> more) {
        this.folder = folder;
        this.url = url;
        this.place = place;
        this.lives = Stream.generate(AtomicInteger::new).limit(count).collect(Collectors.toCollection(ArrayList::new));
        settings.addAll(List.of(
                "hyperspace.profile=postgresql",
                "hyperspace.database.user=postgres",
                "hyperspace.database.password=postgres"));
        settings.addAll(more);
    }

    /** Starts so many Machines at once and waits until all are ready. */
    public static ProcessCluster start(int count, Path folder, String... settings) {
        return start(count, folder, TestDatabase.POSTGRES.url(folder), Place.HERE, settings);
    }

    /**
     * Starts so many Machines at once and waits until all are ready.
     *
     * @param url the database, as this JVM and the Machines reach it
     */
    static ProcessCluster start(int count, Path folder, String url, Place place, String... settings) {
        ProcessCluster cluster = new ProcessCluster(count, folder, url, place, List.of(settings));
        List<CompletableFuture<MachineProcess>> starting = IntStream.range(0, count)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> cluster.startProcess(number), task -> new Thread(task, "start-m" + number).start()))
                .toList();
        try {
            starting.forEach(each -> cluster.machines.add(each.join()));
            return cluster;
        } catch (RuntimeException e) {
            starting.forEach(ProcessCluster::abandon);
            throw e;
        }
    }

    /** Ends a Machine whose companions did not start. */
    private static void abandon(CompletableFuture<MachineProcess> starting) {
        try {
            starting.join().close();
        } catch (CompletionException e) {
            LOG.debug("did not start", e);
        }
    }

    private MachineProcess startProcess(int number) {
        lives.get(number).incrementAndGet();
        List<String> own = new ArrayList<>(settings);
        own.add("hyperspace.database.url=" + url + "?ApplicationName=" + life(number));
        own.addAll(place.settings(number));
        return MachineProcess.start("m" + number, folder, place.prefix(number), own);
    }

    /** What a Machine calls itself to the database, other in each of its lives. */
    String life(int number) {
        return "m" + number + "-" + lives.get(number);
    }

    int size() {
        return machines.size();
    }

    MachineProcess machine(int number) {
        return machines.get(number);
    }

    /** Those whose process runs. */
    public List<MachineProcess> alive() {
        return machines.stream().filter(MachineProcess::isAlive).toList();
    }

    /** Starts a Machine whose process has ended again. */
    MachineProcess restart(int number) {
        MachineProcess started = startProcess(number);
        machines.set(number, started);
        return started;
    }

    /** Starts one more Machine. */
    MachineProcess join() {
        lives.add(new AtomicInteger());
        MachineProcess started = startProcess(machines.size());
        machines.add(started);
        return started;
    }

    /** The addresses of the Machines that the resolver of any has downed, ever, by the logs. */
    Set<String> downed() {
        Set<String> downed = new HashSet<>();
        for (MachineProcess machine : machines) {
            Matcher decision = DOWNING.matcher(machine.log());
            while (decision.find()) {
                downed.addAll(List.of(decision.group(1).split(", ", -1)));
            }
        }
        return downed;
    }

    /** The address of a Machine's actor system. */
    String address(String name) {
        return names("SELECT address FROM machine WHERE fenced = FALSE AND name = '" + name + "'")
                .get(0);
    }

    /** The names of the Machines that may store something. */
    List<String> mayStore() {
        return names("SELECT name FROM machine WHERE fenced = FALSE ORDER BY name");
    }

    /** What the first column of a query of texts holds. */
    List<String> names(String sql) {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes the database behind the Machines' backs. */
    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        machines.forEach(MachineProcess::close);
    }
}
