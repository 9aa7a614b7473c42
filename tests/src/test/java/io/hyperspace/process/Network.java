package io.hyperspace.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Two sites, each a network namespace of its own, and a third, the one this JVM is in, where the database listens. All are on
 * one bridge, which can keep the sites apart from each other, and a site apart from everything; then packets are lost
 * without a word, as they are when a switch fails. Another link leads from here to each site for those who use its Machines, and
 * is never cut. What does not come from here goes nowhere: there is no way out of the sites.
 */
final class Network implements AutoCloseable {

    /** A site: its namespace, and where its Machines listen. */
    enum Site {
        MANY("hs-many", 2),
        FEW("hs-few", 3);

        private final String namespace;
        private final int number;

        Site(String namespace, int number) {
            this.namespace = namespace;
            this.number = number;
        }

        /** What a command begins with that runs there. */
        List<String> prefix() {
            return List.of("ip", "netns", "exec", namespace);
        }

        /** Where other Machines, and the answers of the database, reach it. */
        String address() {
            return NET + ".0." + number;
        }

        /** Where this JVM reaches it, cut off or not. */
        String controlAddress() {
            return NET + "." + number + ".2";
        }

        private String port() {
            return namespace + "-p";
        }

        private String control() {
            return namespace + "-c";
        }
    }

    private static final String NET = "10.231";
    private static final String BRIDGE = "hs-bridge";

    /** Where the database listens for the sites. */
    static final String DATABASE = NET + ".0.1";

    /** Which addresses all these are. */
    static final String ALL = NET + ".0.0/24";

    private static final int DISABLED = 0;
    private static final int FORWARDING = 3;

    private final Thread cleaning = new Thread(Network::remove, "remove-namespaces");

    private Network() {}

    /**
     * Builds it; what an earlier run has left is removed first.
     *
     * @throws IllegalStateException when that is not allowed here
     */
    static Network build() {
        if (!can("ip", "netns", "add", "hs-rights")) {
            throw new IllegalStateException(
                    "No rights to make network namespaces. Tests that are tagged 'namespaces' need"
                            + " Linux, root and the commands 'ip' and 'bridge'; leave them out with"
                            + " -Dhyperspace.excluded.groups=benchmark,namespaces");
        }
        can("ip", "netns", "delete", "hs-rights");
        remove();
        Network network = new Network();
        Runtime.getRuntime().addShutdownHook(network.cleaning);
        run("ip link add " + BRIDGE + " type bridge");
        run("ip address add " + DATABASE + "/24 dev " + BRIDGE);
        run("ip link set " + BRIDGE + " up");
        for (Site site : Site.values()) {
            add(site);
        }
        return network;
    }

    private static void add(Site site) {
        String there = "ip -n " + site.namespace + " ";
        run("ip netns add " + site.namespace);
        run(there + "link set lo up");
        run("ip link add " + site.port() + " type veth peer name wide netns " + site.namespace);
        run("ip link set " + site.port() + " master " + BRIDGE);
        run("ip link set " + site.port() + " up");
        run(there + "address add " + site.address() + "/24 dev wide");
        run(there + "link set wide up");
        run("ip link add " + site.control() + " type veth peer name control netns " + site.namespace);
        run("ip address add " + NET + "." + site.number + ".1/24 dev " + site.control());
        run("ip link set " + site.control() + " up");
        run(there + "address add " + site.controlAddress() + "/24 dev control");
        run(there + "link set control up");
    }

    /** The sites no longer hear each other; both reach the database. */
    void part() {
        isolate("on");
    }

    /** The few hear nothing of anybody. */
    void cutOffFew() {
        state(DISABLED);
    }

    /** All is well again. */
    void mend() {
        isolate("off");
        state(FORWARDING);
    }

    private static void isolate(String how) {
        for (Site site : Site.values()) {
            run("ip link set dev " + site.port() + " type bridge_slave isolated " + how);
        }
    }

    private static void state(int state) {
        run("bridge link set dev " + Site.FEW.port() + " state " + state);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleaning);
        remove();
    }

    /** A namespace takes the links that lead into it along. */
    private static void remove() {
        for (Site site : Site.values()) {
            can("ip", "netns", "delete", site.namespace);
            can("ip", "link", "delete", site.port());
            can("ip", "link", "delete", site.control());
        }
        can("ip", "link", "delete", BRIDGE);
    }

    private static void run(String command) {
        Process process = start(command.split(" "));
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean can(String... command) {
        try {
            return start(command).waitFor() == 0;
        } catch (UncheckedIOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
