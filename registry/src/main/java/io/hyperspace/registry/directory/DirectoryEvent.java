package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.util.List;

/** What happened in a directory. Events about a child carry the child's revision after them. */
@JsonSubTypes({
    @JsonSubTypes.Type(DirectoryEvent.Opened.class),
    @JsonSubTypes.Type(DirectoryEvent.Founded.class),
    @JsonSubTypes.Type(DirectoryEvent.Registered.class),
    @JsonSubTypes.Type(DirectoryEvent.Assigned.class),
    @JsonSubTypes.Type(DirectoryEvent.StatusChanged.class),
    @JsonSubTypes.Type(DirectoryEvent.PropertiesChanged.class),
    @JsonSubTypes.Type(DirectoryEvent.Granted.class),
    @JsonSubTypes.Type(DirectoryEvent.Revoked.class),
    @JsonSubTypes.Type(DirectoryEvent.OwnerChanged.class),
    @JsonSubTypes.Type(DirectoryEvent.Replaced.class),
    @JsonSubTypes.Type(DirectoryEvent.Closed.class),
    @JsonSubTypes.Type(DirectoryEvent.Removed.class),
    @JsonSubTypes.Type(DirectoryEvent.NumbersReserved.class)
})
public sealed interface DirectoryEvent extends DirectoryStored {

    /** Calls the method that is for this event. */
    <E extends Exception> void accept(Visitor<E> visitor) throws E;

    /** How many records it is about: so many have rows in the index that are written with it. */
    int records();

    /** Does something for each sort of event. */
    interface Visitor<E extends Exception> {
        void onOpened(Opened event) throws E;

        void onFounded(Founded event) throws E;

        void onRegistered(Registered event) throws E;

        void onAssigned(Assigned event) throws E;

        void onStatusChanged(StatusChanged event) throws E;

        void onPropertiesChanged(PropertiesChanged event) throws E;

        void onGranted(Granted event) throws E;

        void onRevoked(Revoked event) throws E;

        void onOwnerChanged(OwnerChanged event) throws E;

        void onReplaced(Replaced event) throws E;

        void onClosed(Closed event) throws E;

        void onRemoved(Removed event) throws E;

        void onNumbersReserved(NumbersReserved event) throws E;
    }

    /** Something that happened to one child. */
    sealed interface ChildEvent extends DirectoryEvent {
        Point point();

        Incarnation incarnation();

        long revision();

        /** The child's entry after the event. */
        Entry after(Entry before);

        @Override
        default int records() {
            return 1;
        }
    }

    /** The directory took up its work for a point whose record was seen in the parent's directory. */
    @JsonTypeName("opened")
    record Opened(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("kind") Kind kind,
            @JsonProperty("wide") boolean wide)
            implements DirectoryEvent {
        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onOpened(this);
        }

        @Override
        public int records() {
            return 0;
        }
    }

    /** ROOT was registered, in the directory that is for it alone. */
    @JsonTypeName("founded")
    record Founded(@JsonProperty("root") Entry root) implements DirectoryEvent {
        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onFounded(this);
        }

        @Override
        public int records() {
            return 1;
        }
    }

    /** Children were registered, all of them together. */
    @JsonTypeName("registered")
    record Registered(@JsonProperty("children") List<Entry> children) implements DirectoryEvent {
        public Registered {
            children = List.copyOf(children);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onRegistered(this);
        }

        @Override
        public int records() {
            return children.size();
        }
    }

    /** A child was placed. */
    @JsonTypeName("assigned")
    record Assigned(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("star") StarKey star,
            @JsonProperty("epoch") long epoch,
            @JsonProperty("revision") long revision)
            implements ChildEvent {
        @Override
        public Entry after(Entry before) {
            return before.placed(star, epoch, revision);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onAssigned(this);
        }
    }

    /** A child's life cycle went on. */
    @JsonTypeName("status-changed")
    record StatusChanged(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("status") Status status,
            @JsonProperty("revision") long revision)
            implements ChildEvent {
        @Override
        public Entry after(Entry before) {
            return before.withStatus(status, revision);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onStatusChanged(this);
        }
    }

    /** A child's properties were changed. */
    @JsonTypeName("properties-changed")
    record PropertiesChanged(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("changes") List<Entry.Change> changes,
            @JsonProperty("revision") long revision)
            implements ChildEvent {
        public PropertiesChanged {
            changes = List.copyOf(changes);
        }

        @Override
        public Entry after(Entry before) {
            return before.changed(changes, revision);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onPropertiesChanged(this);
        }
    }

    /** A grant was anchored at a child. */
    @JsonTypeName("granted")
    record Granted(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("grant") GrantEntry grant,
            @JsonProperty("revision") long revision)
            implements ChildEvent {
        @Override
        public Entry after(Entry before) {
            return before.granted(grant, revision);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onGranted(this);
        }
    }

    /** A grant that was anchored at a child ended. */
    @JsonTypeName("revoked")
    record Revoked(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("grant") Ulid grant,
            @JsonProperty("revision") long revision)
            implements ChildEvent {
        @Override
        public Entry after(Entry before) {
            return before.revoked(grant, revision);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onRevoked(this);
        }
    }

    /** A child was given to another owner. */
    @JsonTypeName("owner-changed")
    record OwnerChanged(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("owner") Agent owner,
            @JsonProperty("revision") long revision)
            implements ChildEvent {
        @Override
        public Entry after(Entry before) {
            return before.ownedBy(owner, revision);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onOwnerChanged(this);
        }
    }

    /** A child that is no more, with the revision that it ended with. */
    record Ended(
            @JsonProperty("point") Point point,
            @JsonProperty("incarnation") Incarnation incarnation,
            @JsonProperty("revision") long revision) {
        static Ended of(Entry entry) {
            return new Ended(entry.point(), entry.incarnation(), entry.revision() + 1);
        }
    }

    /** Another particle took a child's place; everything below the child was gone before. */
    @JsonTypeName("replaced")
    record Replaced(
            @JsonProperty("ended") Ended ended,
            @JsonProperty("by") Entry by) implements DirectoryEvent {
        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onReplaced(this);
        }

        @Override
        public int records() {
            return 2;
        }
    }

    /** The point whose children these are is being deleted: from now on there are only fewer of them. */
    @JsonTypeName("closed")
    record Closed() implements DirectoryEvent {
        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onClosed(this);
        }

        @Override
        public int records() {
            return 0;
        }
    }

    /** Children were deleted; everything below them was gone before. */
    @JsonTypeName("removed")
    record Removed(@JsonProperty("children") List<Ended> children) implements DirectoryEvent {
        public Removed {
            children = List.copyOf(children);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onRemoved(this);
        }

        @Override
        public int records() {
            return children.size();
        }
    }

    /** Numbers of the sequence up to a limit may be handed out. */
    @JsonTypeName("numbers-reserved")
    record NumbersReserved(@JsonProperty("upTo") long upTo) implements DirectoryEvent {
        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.onNumbersReserved(this);
        }

        @Override
        public int records() {
            return 0;
        }
    }
}
