package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import org.jspecify.annotations.Nullable;

/** What a directory is: nothing yet, ROOT's own, open for a point's children, or closing because that point goes. */
@JsonSubTypes({
    @JsonSubTypes.Type(DirectoryState.Unopened.class),
    @JsonSubTypes.Type(DirectoryState.Root.class),
    @JsonSubTypes.Type(DirectoryState.Open.class),
    @JsonSubTypes.Type(DirectoryState.Closing.class)
})
public sealed interface DirectoryState extends DirectoryStored {

    /** The child with that point, or null. */
    default @Nullable Entry child(Point point) {
        return null;
    }

    /** The state after an event; an event that does not fit the state is a mistake in the journal. */
    DirectoryState on(DirectoryEvent event);

    private static IllegalStateException misplaced(DirectoryState state, DirectoryEvent event) {
        return new IllegalStateException(
                "a directory that is " + state.getClass().getSimpleName() + " cannot take "
                        + event.getClass().getSimpleName());
    }

    /** Nothing was ever registered here. */
    @JsonTypeName("unopened")
    record Unopened() implements DirectoryState {
        @Override
        public DirectoryState on(DirectoryEvent event) {
            if (event instanceof DirectoryEvent.Opened opened) {
                return new Open(opened.point(), opened.incarnation(), opened.kind(), opened.wide(), Children.none(), 0);
            }
            if (event instanceof DirectoryEvent.Founded founded) {
                return new Root(founded.root());
            }
            throw misplaced(this, event);
        }
    }

    /** ROOT's record, alone. */
    @JsonTypeName("root")
    record Root(@JsonProperty("root") Entry root) implements DirectoryState {
        @Override
        public @Nullable Entry child(Point point) {
            return point.equals(root.point()) ? root : null;
        }

        @Override
        public DirectoryState on(DirectoryEvent event) {
            if (event instanceof DirectoryEvent.ChildEvent change) {
                return new Root(change.after(root));
            }
            throw misplaced(this, event);
        }
    }

    /**
     * Open for the children of a point.
     *
     * @param reserved up to which number of the sequence numbers may have been handed out
     */
    @JsonTypeName("open")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Open(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("kind") Kind kind,
            @JsonProperty("wide") boolean wide,
            @JsonProperty("children") Children children,
            @JsonProperty("reserved") long reserved)
            implements DirectoryState {

        @Override
        public @Nullable Entry child(Point child) {
            return children.get(child);
        }

        @Override
        public DirectoryState on(DirectoryEvent event) {
            if (event instanceof DirectoryEvent.NumbersReserved numbers) {
                return new Open(point, incarnation, kind, wide, children, numbers.upTo());
            }
            if (event instanceof DirectoryEvent.Registered registered) {
                return with(children.withAll(registered.children()));
            }
            if (event instanceof DirectoryEvent.ChildEvent change) {
                return with(children.on(change));
            }
            if (event instanceof DirectoryEvent.Replaced replaced) {
                return with(children.without(replaced.ended().point()).with(replaced.by()));
            }
            if (event instanceof DirectoryEvent.Removed removed) {
                return with(children.without(removed));
            }
            if (event instanceof DirectoryEvent.Closed) {
                return new Closing(point, incarnation, children);
            }
            throw misplaced(this, event);
        }

        private Open with(Children changed) {
            return new Open(point, incarnation, kind, wide, changed, reserved);
        }
    }

    /**
     * The point is being deleted, or is deleted already: no child comes any more, and those that are left are as good as
     * deleted. A directory stays so for ever.
     */
    @JsonTypeName("closing")
    record Closing(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("children") Children children)
            implements DirectoryState {

        @Override
        public @Nullable Entry child(Point child) {
            Entry entry = children.get(child);
            return entry == null ? null : entry.withStatus(Status.DELETED, entry.revision());
        }

        @Override
        public DirectoryState on(DirectoryEvent event) {
            if (event instanceof DirectoryEvent.Removed removed) {
                return new Closing(point, incarnation, children.without(removed));
            }
            if (event instanceof DirectoryEvent.Revoked revoked) {
                return new Closing(point, incarnation, children.on(revoked));
            }
            throw misplaced(this, event);
        }
    }
}
