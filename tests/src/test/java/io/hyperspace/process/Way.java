package io.hyperspace.process;

import java.time.Duration;
import java.util.List;

/** How a write is sent, and with that what it may come to when a Machine is lost. */
enum Way {
    /** A new particle and a property of it: two commands. */
    CREATE("", "", Limits.COMMAND.multipliedBy(2)),
    /** A ping to a guest book by the command line's API, which is Immediate. */
    COMMAND("", "", Limits.COMMAND),
    IMMEDIATE_PING("Ping", "Immediate", Limits.COMMAND),
    /** One whose deadline often passes before another Machine has the work of one that was lost. */
    SHORT_PING("Ping", "Immediate", Limits.SHORT),
    QUEUED_PING("Ping", "Queued", Limits.COMMAND),
    QUEUED_SIGNAL("Signal", "Queued", Limits.SIGNAL),
    DURABLE_PING("Ping", "Durable", Limits.COMMAND),
    DURABLE_SIGNAL("Signal", "Durable", Limits.SIGNAL),
    /** A ping to the greeter, which pings a guest book before it answers. */
    QUEUED_GREETING("Ping", "Queued", Limits.COMMAND),
    DURABLE_GREETING("Ping", "Durable", Limits.COMMAND),
    /** A ping to a relay, which answers when a durable signal to a guest book of its own is stored, and only then sends it. */
    RELAYED("Ping", "Durable", Limits.COMMAND);

    /** What the Machines of a load are started with, so that what is in flight when one is lost ends with a round. */
    static final String SETTING = "hyperspace.control.timeout=" + Limits.COMMAND.toSeconds() + "s";

    static final List<Way> ALL = List.of(values());

    private static final class Limits {
        /** Enough for a wave to outlive the loss of its target's Machine. */
        static final Duration COMMAND = Duration.ofSeconds(20);

        static final Duration SHORT = Duration.ofSeconds(5);
        /** Nobody waits for a signal, so it may have as long as two Machines that are lost in turn take. */
        static final Duration SIGNAL = Duration.ofMinutes(2);
    }

    private final String kind;
    private final String handling;
    private final Duration time;

    Way(String kind, String handling, Duration time) {
        this.kind = kind;
        this.handling = handling;
        this.time = time;
    }

    private boolean isFrame() {
        return !kind.isEmpty();
    }

    boolean isSignal() {
        return kind.equals("Signal");
    }

    /** Whether it is acknowledged before it has taken effect. */
    boolean isDoneLater() {
        return isSignal() || this == RELAYED;
    }

    /** Whether more than one Machine's memory has it until it is done. */
    boolean isKept() {
        return isQueued() || handling.equals("Durable");
    }

    /** Whether it is an entry of a guest book, and with that can be counted. */
    boolean isEntry() {
        return this != CREATE && !isGreeting();
    }

    private boolean isGreeting() {
        return this == QUEUED_GREETING || this == DURABLE_GREETING;
    }

    boolean isQueued() {
        return handling.equals("Queued");
    }

    /**
     * How long whoever sends it may have to wait for how it ended: as long as the wave may take, but no Machine has anybody
     * wait for longer than for a command.
     */
    Duration patience() {
        return isSignal() ? Limits.COMMAND : time;
    }

    /** Writes, and waits for what that comes to. */
    Sent write(MachineProcess machine, String name, int book) {
        return Sent.send(name, book, this, machine, atMost -> call(machine, name, book, atMost));
    }

    private int call(MachineProcess machine, String name, int book, Duration atMost) {
        if (this == CREATE) {
            return create(machine, Load.particle(name), name, atMost);
        }
        if (isFrame()) {
            String frame = frame(book, name);
            return machine.wave(frame, atMost).status();
        }
        return GuestBooks.add(machine, book, name, atMost);
    }

    private static int create(MachineProcess machine, String point, String name, Duration atMost) {
        int created = machine.command("create " + point + "<Base>", atMost).status();
        return created != 201
                ? created
                : machine.command("set " + point + "{ +title=" + name + " }", atMost)
                        .status();
    }

    /** The wave, to the greeter, to a relay, or one that adds an entry to a guest book. */
    private String frame(int book, String name) {
        String what =
                switch (this) {
                    case QUEUED_GREETING, DURABLE_GREETING -> """
                        "to":"%s","method":"Http<Get>","uri":"/hello?name=%s"
                        """.formatted(GuestBooks.GREETER, name);
                    case RELAYED -> """
                        "to":"%s","method":"Ext<Forward>",
                        "body":{"kind":"Text","value":"%s={\\"name\\":\\"%s\\",\\"message\\":\\"hello\\"}"}
                        """.formatted(GuestBooks.relay(book), GuestBooks.point(book), name);
                    default -> """
                        "to":"%s","method":"Ext<Add>",
                        "body":{"kind":"Json","value":{"name":"%s","message":"hello"}}
                        """.formatted(GuestBooks.point(book), name);
                };
        return "{\"kind\":\"%s\",\"handling\":\"%s\",\"deadline\":%d,%s}"
                .formatted(kind, handling, System.currentTimeMillis() + time.toMillis(), what);
    }
}
