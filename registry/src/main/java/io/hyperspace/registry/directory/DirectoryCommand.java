package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.codec.Stored;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.util.List;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What may be asked of a directory. */
public sealed interface DirectoryCommand {

    /** A command that comes from outside and may cross from Machine to Machine. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(Register.class),
        @JsonSubTypes.Type(Fetch.class),
        @JsonSubTypes.Type(Assign.class),
        @JsonSubTypes.Type(ChangeStatus.class),
        @JsonSubTypes.Type(ChangeProperties.class),
        @JsonSubTypes.Type(NextNumber.class),
        @JsonSubTypes.Type(Anchor.class),
        @JsonSubTypes.Type(Revoke.class),
        @JsonSubTypes.Type(ChangeOwner.class),
        @JsonSubTypes.Type(Doom.class),
        @JsonSubTypes.Type(Close.class),
        @JsonSubTypes.Type(Remove.class),
        @JsonSubTypes.Type(Replace.class)
    })
    sealed interface Request extends DirectoryCommand, Stored {
        ActorRef<DirectoryAnswer> replyTo();
    }

    /**
     * The point whose children a directory holds, as the sender knows it. The directory checks it with the directory that
     * holds that point's record before it opens.
     */
    record Parent(Point point, Incarnation incarnation, DirectoryId heldBy) {}

    /**
     * A child to register.
     *
     * @param incarnation what the registration is to be named; a repeated request names it again
     * @param strategy what happens when the point is taken
     * @param refusal why it cannot be registered, unless it is there already; null when it can
     */
    record Candidate(
            Point point,
            Incarnation incarnation,
            Kind kind,
            Agent owner,
            List<Entry.Change> properties,
            Command.Strategy strategy,
            @Nullable Fault refusal) {
        public Candidate {
            properties = List.copyOf(properties);
        }
    }

    /**
     * Registers children, all or none.
     *
     * @param parent null for ROOT itself
     */
    @JsonTypeName("register")
    record Register(@Nullable Parent parent, List<Candidate> candidates, ActorRef<DirectoryAnswer> replyTo)
            implements Request {
        public Register {
            candidates = List.copyOf(candidates);
        }
    }

    /** Asks for a child's record. */
    @JsonTypeName("fetch")
    record Fetch(Point point, ActorRef<DirectoryAnswer> replyTo) implements Request {}

    /** Places a child if its epoch is still the expected one. */
    @JsonTypeName("assign")
    record Assign(
            Point point, Incarnation incarnation, long expectedEpoch, StarKey star, ActorRef<DirectoryAnswer> replyTo)
            implements Request {}

    /** Changes a child's status. */
    @JsonTypeName("change-status")
    record ChangeStatus(Point point, Incarnation incarnation, Status status, ActorRef<DirectoryAnswer> replyTo)
            implements Request {}

    /** Changes the properties of a child whose kind allows it. */
    @JsonTypeName("change-properties")
    record ChangeProperties(
            Point point, Incarnation incarnation, List<Entry.Change> changes, ActorRef<DirectoryAnswer> replyTo)
            implements Request {
        public ChangeProperties {
            changes = List.copyOf(changes);
        }
    }

    /** Asks for the next number of the sequence. */
    @JsonTypeName("next-number")
    record NextNumber(Parent parent, ActorRef<DirectoryAnswer> replyTo) implements Request {}

    /** Keeps a grant at a child's record. */
    @JsonTypeName("anchor")
    record Anchor(Point point, GrantEntry grant, ActorRef<DirectoryAnswer> replyTo) implements Request {}

    /** Ends a grant that is kept at a child's record. */
    @JsonTypeName("revoke")
    record Revoke(Point point, Ulid grant, ActorRef<DirectoryAnswer> replyTo) implements Request {}

    /** Gives a child to another owner. */
    @JsonTypeName("change-owner")
    record ChangeOwner(Point point, Agent owner, ActorRef<DirectoryAnswer> replyTo) implements Request {}

    /** Says that a child is to be deleted: nothing can be registered below it from now on. */
    @JsonTypeName("doom")
    record Doom(Point point, ActorRef<DirectoryAnswer> replyTo) implements Request {}

    /** Says that the point whose children these are is to be deleted, which its own record says already. */
    @JsonTypeName("close")
    record Close(ActorRef<DirectoryAnswer> replyTo) implements Request {}

    /** Deletes children that are doomed and have nothing below them any more. */
    @JsonTypeName("remove")
    record Remove(List<DirectoryAnswer.Doomed> children, ActorRef<DirectoryAnswer> replyTo) implements Request {
        public Remove {
            children = List.copyOf(children);
        }
    }

    /** Puts another particle in the place of a child that is doomed and has nothing below it any more. */
    @JsonTypeName("replace")
    record Replace(Incarnation old, Candidate candidate, ActorRef<DirectoryAnswer> replyTo) implements Request {}

    /**
     * The directory of the parent has said whether the parent's record is there.
     *
     * @param opening which attempt to open this is about
     * @param answer null when it did not answer
     */
    record ParentSeen(Parent parent, int opening, @Nullable DirectoryAnswer answer)
            implements DirectoryCommand, NoSerializationVerificationNeeded {}

    /** What a directory hears that has not started yet. */
    enum Start implements DirectoryCommand, NoSerializationVerificationNeeded {
        OPEN,
        LATE
    }

    /** Sharding asks the directory to end. */
    enum Stop implements DirectoryCommand, Stored {
        STOP
    }
}
