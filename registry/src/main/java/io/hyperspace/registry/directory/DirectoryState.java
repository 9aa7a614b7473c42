package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import org.jspecify.annotations.Nullable;

/** What a directory is: nothing yet, ROOT's own, or open for a point's children. */
@JsonSubTypes({
    @JsonSubTypes.Type(DirectoryState.Unopened.class),
    @JsonSubTypes.Type(DirectoryState.Root.class),
    @JsonSubTypes.Type(DirectoryState.Open.class)
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
            throw misplaced(this, event);
        }

        private Open with(Children changed) {
            return new Open(point, incarnation, kind, wide, changed, reserved);
        }
    }
}
