package io.hyperspace.space.command;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Method;
import java.util.List;
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
        ENSURE
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

    /** Lists stubs. */
    record Select(Selector selector) implements Command {}

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

    /** Sends a ping or a signal. */
    record Send(boolean answered, Point to, Method method, String uri, Body body) implements Command {}

    /** The body of a wave that a command sends: written there, or the name of an upload. */
    record Body(Substance substance, @Nullable String upload) {}

    /** Makes a security rule. */
    record GrantRule(Grant.Rule rule, Selector on, Selector to) implements Command {}
}
