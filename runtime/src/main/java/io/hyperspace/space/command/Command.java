package io.hyperspace.space.command;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Segment;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.wave.Method;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A command, with all names resolved, ready to run. It prints as the text that parses back to it. */
public sealed interface Command {

    /** The longest path with its query, in characters. */
    int MAX_URI = 8 << 10;

    /** Calls the visitor's method for this sort of command. */
    <T> T accept(CommandVisitor<T> visitor);

    /** Registers a particle. */
    record Create(Strategy strategy, PointTemplate template, Kind kind, List<PropertyChange> properties)
            implements Command {
        public Create {
            properties = List.copyOf(properties);
        }

        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.create(this);
        }

        @Override
        public String toString() {
            String block = properties.isEmpty() ? "" : " " + block(properties);
            return strategy.verb() + " " + template + "<" + kind + ">" + block;
        }
    }

    /** What happens when the point is taken. */
    enum Strategy {
        /** {@code create}: refuse. */
        COMMIT("create"),
        /** {@code create?}: succeed unchanged if a particle of that kind is there. */
        ENSURE("create?"),
        /** {@code create!}: replace what is there. */
        OVERRIDE("create!");

        private final String verb;

        Strategy(String verb) {
            this.verb = verb;
        }

        /** The command's word. */
        public String verb() {
            return verb;
        }
    }

    /** Uploads a bundle. */
    record Publish(String upload, Point bundle) implements Command {
        public Publish {
            Body.checkUpload(upload);
            if (bundle.isRoot() || bundle.last().type() != Segment.Type.VERSION) {
                throw new IllegalArgumentException(
                        "the point of a bundle ends in a version, such as repo:series:1.0.0");
            }
        }

        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.publish(this);
        }

        @Override
        public String toString() {
            return "publish ^[ " + upload + " ]-> " + bundle;
        }
    }

    /**
     * Lists stubs.
     *
     * @param asOf the moment to look at; null for now
     */
    record Select(Selector selector, @Nullable AsOf asOf) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.select(this);
        }

        @Override
        public String toString() {
            return "select " + selector + (asOf == null ? "" : " as-of " + asOf);
        }
    }

    /** Deletes particles, children before parents. */
    record Delete(Selector selector) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.delete(this);
        }

        @Override
        public String toString() {
            return "delete " + selector;
        }
    }

    /** Changes properties. */
    record Set(Point point, List<PropertyChange> changes) implements Command {
        public Set {
            changes = List.copyOf(changes);
        }

        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.set(this);
        }

        @Override
        public String toString() {
            return "set " + point + " " + block(changes);
        }
    }

    /** Reads properties, or with no keys the particle's state. */
    record Get(Point point, List<String> keys) implements Command {
        public Get {
            keys = List.copyOf(keys);
        }

        /** Whether the particle's state is asked for. */
        public boolean state() {
            return keys.isEmpty();
        }

        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.get(this);
        }

        @Override
        public String toString() {
            return "get " + point + (keys.isEmpty() ? "" : " { " + String.join(", ", keys) + " }");
        }
    }

    /** Reads the content of a particle. */
    record Read(Point point) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.read(this);
        }

        @Override
        public String toString() {
            return "read " + point;
        }
    }

    /** Writes the content of a particle: an upload or a text. */
    record Write(Point point, Body content) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.write(this);
        }

        @Override
        public String toString() {
            return "write " + point + " " + content;
        }
    }

    /** Asks where a particle lives and how it is. */
    record Status(Point point) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.status(this);
        }

        @Override
        public String toString() {
            return "status " + point;
        }
    }

    /** Lists the events of the Registry that made a particle what it is. */
    record History(Point point) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.history(this);
        }

        @Override
        public String toString() {
            return "history " + point;
        }
    }

    /** Sends a ping or a signal. */
    record Send(boolean answered, Point to, Method method, String uri, Body body) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.send(this);
        }

        @Override
        public String toString() {
            return (answered ? "ping " : "signal ") + to + " " + wave(method, uri, body);
        }
    }

    /** Sends a ripple to all particles that a selector picks. */
    record Ripple(Selector to, Method method, String uri, Body body) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.ripple(this);
        }

        @Override
        public String toString() {
            return "ripple " + to + " " + wave(method, uri, body);
        }
    }

    /** Tells those who watch a particle something. It prints the way it can be told from a ripple to a selector. */
    record RippleWatchers(Point of, Method method, String uri, Body body) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.rippleWatchers(this);
        }

        @Override
        public String toString() {
            return "ripple watchers-of " + of + " " + wave(method, uri, body);
        }
    }

    /** Watches what a selector picks. */
    record Watch(Selector selector) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.watch(this);
        }

        @Override
        public String toString() {
            return "watch " + selector;
        }
    }

    /** Makes a security rule. */
    record GrantRule(Grant.Rule rule, Selector on, Selector to) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.grant(this);
        }

        @Override
        public String toString() {
            return "grant " + rule + " on " + on + " to " + to;
        }
    }

    /** Ends a security rule. */
    record Revoke(Ulid id) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.revoke(this);
        }

        @Override
        public String toString() {
            return "revoke " + id;
        }
    }

    /** Asks what an agent may do with a particle. */
    record AccessOf(Agent agent, Point point) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.accessOf(this);
        }

        @Override
        public String toString() {
            boolean list = agent.toString().equals("list");
            return "access " + (list ? "...:" : "") + agent + " on " + point;
        }
    }

    /**
     * Lists the security rules that apply.
     *
     * @param to only those for this agent; null for all
     */
    record AccessList(@Nullable Agent to, Selector on) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.accessList(this);
        }

        @Override
        public String toString() {
            return "access list " + (to == null ? "" : "to " + to + " ") + "on " + on;
        }
    }

    /** Changes the owner of particles. */
    record Chown(Selector selector, Point to) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.chown(this);
        }

        @Override
        public String toString() {
            return "chown " + selector + " to " + to;
        }
    }

    /** Moves a particle to another star. */
    record Move(Point point, StarKey to) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.move(this);
        }

        @Override
        public String toString() {
            return "move " + point + " to " + to;
        }
    }

    /**
     * Moves everything off a Machine.
     *
     * @param machine 1 to 128 letters, digits, {@code -}, {@code _} and {@code .}
     */
    record Drain(String machine) implements Command {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

        public Drain {
            if (!NAME.matcher(machine).matches()) {
                throw new IllegalArgumentException("a Machine's name has 1 to 128 letters, digits, '-', '_' and '.'");
            }
        }

        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.drain(this);
        }

        @Override
        public String toString() {
            return "drain " + machine;
        }
    }

    /** Gathers what the Machines have of a trace. */
    record Trace(TraceId trace) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.trace(this);
        }

        @Override
        public String toString() {
            return "trace " + trace;
        }
    }

    /** Lists what the Hyperverse is made of. */
    record Show(Subject subject) implements Command {
        @Override
        public <T> T accept(CommandVisitor<T> visitor) {
            return visitor.show(this);
        }

        @Override
        public String toString() {
            return subject.toString();
        }
    }

    /** What {@link Show} lists; each prints as its command. */
    enum Subject {
        STARS,
        LANES,
        MACHINES,
        DRIVERS,
        KINDS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static String block(List<PropertyChange> changes) {
        return changes.stream().map(PropertyChange::toString).collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String wave(Method method, String uri, Body body) {
        String path = uri.equals("/") ? "" : uri;
        String rest = body.toString();
        return method + path + (rest.isEmpty() ? "" : " " + rest);
    }
}
