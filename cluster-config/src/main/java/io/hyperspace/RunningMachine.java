package io.hyperspace;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.user.TokenKey;
import io.hyperspace.drivers.user.Users;
import io.hyperspace.drivers.web.WebIngress;
import io.hyperspace.machine.Machine;
import io.hyperspace.registry.Bootstrap;
import io.hyperspace.registry.database.Database;
import io.hyperspace.space.error.HyperspaceException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Machine with its actor system, its database and its web ingress. */
final class RunningMachine implements Startup.Running {

    private static final Logger LOG = LoggerFactory.getLogger(RunningMachine.class);

    private static final int UNAVAILABLE = 503;
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final ActorSystem<?> system;
    private final Database database;
    private volatile @Nullable Machine machine;
    private volatile @Nullable Users users;
    private volatile @Nullable WebIngress web;

    RunningMachine(ActorSystem<?> system, Database database) {
        this.system = system;
        this.database = database;
    }

    /** Sees to the first points, then lets the web in. */
    void open(Machine started) {
        machine = started;
        Services services = started.services();
        seeToFirstPoints(services);
        Users known = Users.create(services, tokenKey(services.config()));
        users = known;
        String host = services.config().getString("web.host");
        web = Blocking.get(
                WebIngress.start(services, known, host, services.config().getInt("web.port")));
    }

    /** While other Machines come and go, directories may not answer for a moment; that is no reason not to start. */
    private void seeToFirstPoints(Services services) {
        long end = System.nanoTime()
                + services.config().getDuration("machine.start-timeout").toNanos();
        boolean done = false;
        while (!done) {
            try {
                Blocking.get(Bootstrap.run(services.registry(), database));
                done = true;
            } catch (HyperspaceException e) {
                if (e.fault().status() != UNAVAILABLE || !isRunning() || System.nanoTime() - end >= 0) {
                    throw e;
                }
                LOG.info("the first points are looked for again: {}", e.fault().message());
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    /** The configured key, else the one that the first Machine made for all. */
    private TokenKey tokenKey(Config config) {
        String configured = config.getString("token.key");
        return TokenKey.parse(
                configured.isEmpty() ? database.facts().settled("token.key", TokenKey::random) : configured);
    }

    @Override
    public Users users() {
        return Objects.requireNonNull(users, "the Machine has started");
    }

    @Override
    public Services services() {
        return Objects.requireNonNull(machine, "the Machine has started").services();
    }

    @Override
    public InetSocketAddress httpAddress() {
        return Objects.requireNonNull(web, "the web ingress listens").address();
    }

    @Override
    public boolean isReady() {
        return web != null && isRunning();
    }

    @Override
    public boolean isRunning() {
        return !system.whenTerminated().isCompleted();
    }

    @Override
    public CompletionStage<Void> ended() {
        return system.getWhenTerminated().thenAccept(done -> {});
    }

    @Override
    public boolean stop(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            WebIngress listening = web;
            web = null;
            if (listening != null && isRunning()) {
                Blocking.get(listening.stop(), remaining(end));
            }
            system.terminate();
            Blocking.get(system.getWhenTerminated(), remaining(end));
            closeDrivers();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("The Machine did not stop in order", e);
            return false;
        } finally {
            database.close();
        }
    }

    private void closeDrivers() {
        Machine started = machine;
        if (started != null) {
            started.drivers().forEach(Driver::close);
        }
    }

    private static Duration remaining(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }
}
