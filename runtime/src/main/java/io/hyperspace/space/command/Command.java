package io.hyperspace.space.command;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A command, with all names resolved, ready to run. */
public sealed interface Command {

    /** Registers a particle. */
    record Create(Strategy strategy, PointTemplate template, Kind kind, List<PropertyChange> properties)
            implements Command {
        public Create {
            properties = List.copyOf(properties);
        }
    }

    /** What happens when the point is taken. */
    enum Strategy {
        /** {@code create}: refuse. */
        COMMIT,
        /** {@code create?}: succeed unchanged if a particle of that kind is there. */
        ENSURE,
        /** {@code create!}: replace what is there. */
        OVERRIDE
    }

    /**
     * A point whose last segment may hold one {@code %}, the next number of the parent's sequence.
     *
     * @param parent the parent
     * @param child the last segment as written
     */
    record PointTemplate(Point parent, String child) {
        public boolean numbered() {
            return child.indexOf('%') >= 0;
        }

        /** The point with a number in the place of the {@code %}, or as it is. */
        public Point point(long number) {
            return parent.child(child.replace("%", Long.toString(number)));
        }

        @Override
        public String toString() {
            return parent.isRoot() ? parent.route() + child : parent + ":" + child;
        }
    }

    /** Uploads a bundle. */
    record Publish(String upload, Point bundle) implements Command {}

    /**
     * Lists stubs.
     *
     * @param asOf the moment to look at; null for now
     */
    record Select(Selector selector, @Nullable AsOf asOf) implements Command {}

    /** Deletes particles, children before parents. */
    record Delete(Selector selector) implements Command {}

    /** Changes properties. */
    record Set(Point point, List<PropertyChange> changes) implements Command {
        public Set {
            changes = List.copyOf(changes);
        }
    }

    /** Reads properties, or with no keys the particle's state. */
    record Get(Point point, List<String> keys, boolean state) implements Command {
        public Get {
            keys = List.copyOf(keys);
        }
    }

    /** Reads the content of a particle. */
    record Read(Point point) implements Command {}

    /** Writes the content of a particle. */
    record Write(Point point, Body body) implements Command {}

    /** Asks where a particle lives and how it is. */
    record Status(Point point) implements Command {}

    /** Lists the events of the Registry that made a particle what it is. */
    record History(Point point) implements Command {}

    /** Sends a ping or a signal. */
    record Send(boolean answered, Point to, Method method, String uri, Body body) implements Command {}

    /** Sends a ripple to all particles that a selector picks. */
    record Ripple(Selector to, Method method, String uri, Body body) implements Command {}

    /** The body of a wave that a command sends: written there, or the name of an upload. */
    record Body(Substance substance, @Nullable String upload) {
        public static final Body EMPTY = new Body(Substance.Empty.INSTANCE, null);
    }

    /** Makes a security rule. */
    record GrantRule(Grant.Rule rule, Selector on, Selector to) implements Command {}

    /** Ends a security rule. */
    record Revoke(Ulid id) implements Command {}

    /** Asks what an agent may do with a particle. */
    record AccessOf(Agent agent, Point point) implements Command {}

    /**
     * Lists the security rules that apply.
     *
     * @param to only those for this agent; null for all
     */
    record AccessList(@Nullable Agent to, Selector on) implements Command {}

    /** Changes the owner of particles. */
    record Chown(Selector selector, Point to) implements Command {}

    /** Moves a particle to another star. */
    record Move(Point point, StarKey to) implements Command {}

    /** Moves everything off a Machine. */
    record Drain(String machine) implements Command {}

    /** Lists what the Hyperverse is made of. */
    record Show(Subject subject) implements Command {}

    /** What {@link Show} lists. */
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
}
