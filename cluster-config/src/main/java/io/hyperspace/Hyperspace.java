package io.hyperspace;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.control.CommandResult;
import io.hyperspace.control.Commands;
import io.hyperspace.control.ControlSecret;
import io.hyperspace.control.ControlServer;
import io.hyperspace.control.ControlSettings;
import io.hyperspace.control.FolderArchive;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.trace.TraceListener;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Machine in this JVM: a Hyperverse to talk to. Everything here is done as the hyperuser. Its methods block until they
 * have an answer and may be called from any thread but an actor's.
 */
public final class Hyperspace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hyperspace.class);

    private final Startup.Running machine;
    private final ControlServer control;
    private final ControlAddressFile addressFile;
    private final Commands commands;
    private final int maxUpload;
    private final Duration stopTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Hyperspace(
            Startup.Running machine,
            ControlServer control,
            ControlAddressFile addressFile,
            ControlSettings settings,
            Duration stopTimeout) {
        this.machine = machine;
        this.control = control;
        this.addressFile = addressFile;
        this.commands = new Commands(machine.services(), settings.timeout());
        this.maxUpload = settings.maxUpload();
        this.stopTimeout = stopTimeout;
    }

    public static Builder builder() {
        return new Builder(new MachineStartup());
    }

    /** The Machine's name. */
    public String name() {
        return machine.services().config().getString("machine.name");
    }

    /** Where the web ingress listens. */
    public InetSocketAddress httpAddress() {
        return machine.httpAddress();
    }

    /** Where the control server listens. */
    public InetSocketAddress controlAddress() {
        return control.address();
    }

    /** Runs one command line, such as {@code create localhost<Space>}. A refusal is a result with an error. */
    public CommandResult command(String line) {
        return command(line, Map.of());
    }

    /**
     * Runs one command line that uploads something.
     *
     * @param uploads by the name that the command gives them in {@code ^[ … ]}
     */
    public CommandResult command(String line, Map<String, byte[]> uploads) {
        Blobs blobs = machine.services().blobs();
        Map<String, Digest> stored = new LinkedHashMap<>();
        uploads.forEach((name, bytes) -> stored.put(name, Blocking.get(blobs.put(bytes))));
        return Blocking.get(commands.run(line, stored));
    }

    /**
     * Publishes a bundle.
     *
     * @param fileOrFolder a zip, or a folder, which is zipped
     * @param point where to, such as {@code repo:series:1.0.0}
     */
    public CommandResult publish(Path fileOrFolder, String point) {
        byte[] zip = FolderArchive.bytes(fileOrFolder, maxUpload);
        return command("publish ^[ bundle ]-> " + point, Map.of("bundle", zip));
    }

    /**
     * Sends a ping.
     *
     * @return the pong, whatever its status; faults come as pongs with a body {@link Substance.Err}
     */
    public Pong ping(Point to, Method method, Substance body) {
        return ping(to, method, "/", body);
    }

    /** Sends a ping to a point and with a method as they are written, such as {@code Ext<Hello>}. */
    public Pong ping(String to, String method, Substance body) {
        return ping(Point.parse(to), Method.parse(method), body);
    }

    /**
     * Sends a ping with a path.
     *
     * @param uri path and query, starting with a slash
     */
    public Pong ping(Point to, Method method, String uri, Substance body) {
        return Blocking.get(commands.ping(to, method, uri, body));
    }

    /** As {@link #stop}. */
    @Override
    public void close() {
        stop();
    }

    /**
     * Stops the control server, then the Machine. Later calls do nothing.
     *
     * @return whether all stopped in order; if not, the log says why, and what this Machine had is taken over as if it was lost
     */
    public boolean stop() {
        if (!closed.compareAndSet(false, true)) {
            return true;
        }
        addressFile.remove();
        boolean isControlStopped = stopControl();
        return machine.stop(stopTimeout) && isControlStopped;
    }

    private boolean stopControl() {
        try {
            if (machine.isRunning()) {
                Blocking.get(control.stop(), stopTimeout);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("The control server did not stop in order", e);
            return false;
        }
    }

    /**
     * Completes when the Machine has ended: when it was closed, or before that by itself, because the others took it for
     * lost. Then there is nothing to do but to close it and to start another.
     */
    public CompletionStage<Void> ended() {
        return machine.ended();
    }

    /** Says how a Machine is to be started. What is not said comes from the configuration. */
    public static final class Builder {

        private final Startup startup;
        private final Map<String, Object> told = new HashMap<>();
        private final List<Function<Services, Driver>> drivers = new ArrayList<>();
        private final List<TraceListener> listeners = new ArrayList<>();
        private Config own = ConfigFactory.empty();
        private CompletionStage<?> brokenOff = new CompletableFuture<>();

        Builder(Startup startup) {
            this.startup = startup;
        }

        /** The Machine's name, {@code hyperspace.machine.name}. */
        public Builder name(String name) {
            return set("hyperspace.machine.name", name);
        }

        /** Which shipped configuration it has, {@code hyperspace.profile}. */
        public Builder profile(String profile) {
            return set("hyperspace.profile", profile);
        }

        /** Whom to join, as {@code HOST:PORT}, instead of those in the database, {@code hyperspace.machine.seeds}. */
        public Builder seeds(List<String> seeds) {
            return set("hyperspace.machine.seeds", seeds);
        }

        /** The folder that it keeps everything in, {@code hyperspace.data}; made when it is not there. */
        public Builder data(Path folder) {
            return set("hyperspace.data", folder.toString());
        }

        /** The port of the web ingress, {@code hyperspace.web.port}; 0 for any free one. */
        public Builder httpPort(int port) {
            return set("hyperspace.web.port", port);
        }

        /** The port of the control server, {@code hyperspace.control.port}; 0 for any free one. */
        public Builder controlPort(int port) {
            return set("hyperspace.control.port", port);
        }

        /** Configuration that lies above {@code application.conf}; the other methods of this builder lie above it. */
        public Builder config(Config config) {
            this.own = config;
            return this;
        }

        /** Adds a driver for kinds of the application's own. */
        public Builder driver(Function<Services, Driver> driver) {
            drivers.add(driver);
            return this;
        }

        /** Tells somebody of each record that a tracked wave leaves on this Machine, such as what exports them. */
        public Builder traceListener(TraceListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Breaks {@link #start} off when this completes first: it clears away what it has begun and fails with 503. */
        public Builder breakOffWhen(CompletionStage<?> told) {
            this.brokenOff = told;
            return this;
        }

        /**
         * Starts the Machine and returns when it is ready.
         *
         * @throws io.hyperspace.space.error.HyperspaceException when it cannot start, for instance 409 when a port or
         *     the data folder is in use; 503 when the start was broken off, or when others take the Machine for lost
         *     meanwhile. What was opened is closed by then
         */
        public Hyperspace start() {
            Config config = Configuration.of(told, own);
            Path data = DataFolder.open(Path.of(config.getString("hyperspace.data")));
            Duration stopTimeout = config.getDuration("hyperspace.stop-timeout");
            Startup.Running machine = startup.start(config, List.copyOf(drivers), List.copyOf(listeners), brokenOff);
            try {
                ControlSettings settings = ControlSettings.of(config.getConfig("hyperspace"));
                CompletionStage<ControlServer> starting = ControlServer.start(
                        machine.services(), machine.users(), ControlSecret.open(data), settings, machine::isReady);
                ControlServer control = Blocking.get(starting);
                ControlAddressFile addressFile = ControlAddressFile.write(data, control.address());
                return new Hyperspace(machine, control, addressFile, settings, stopTimeout);
            } catch (RuntimeException e) {
                machine.stop(stopTimeout);
                throw e;
            }
        }

        private Builder set(String key, Object value) {
            told.put(key, value);
            return this;
        }
    }
}
