package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.codec.Stored;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a directory answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(DirectoryAnswer.Found.class),
    @JsonSubTypes.Type(DirectoryAnswer.Registered.class),
    @JsonSubTypes.Type(DirectoryAnswer.NextNumber.class),
    @JsonSubTypes.Type(DirectoryAnswer.Missing.class),
    @JsonSubTypes.Type(DirectoryAnswer.Gone.class),
    @JsonSubTypes.Type(DirectoryAnswer.Left.class),
    @JsonSubTypes.Type(DirectoryAnswer.Refused.class)
})
public sealed interface DirectoryAnswer extends Stored {

    /** The child's record, after the change if one was asked for. */
    @JsonTypeName("found")
    record Found(Entry entry) implements DirectoryAnswer {}

    /** The children in the order of the candidates. */
    @JsonTypeName("registered")
    record Registered(List<Outcome> outcomes) implements DirectoryAnswer {
        public Registered {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * What became of a candidate.
     *
     * @param there what was there already; null when the candidate was registered as it is
     */
    record Outcome(@Nullable Entry there) {
        static final Outcome CREATED = new Outcome(null);
    }

    /** The next number of the sequence. */
    @JsonTypeName("number")
    record NextNumber(long number) implements DirectoryAnswer {}

    /**
     * The directory is for an incarnation that is gone, or that nobody has registered a child below: whoever asked may have
     * come by an old way.
     *
     * @param closing whether the incarnation is being deleted or was deleted
     */
    @JsonTypeName("gone")
    record Gone(boolean closing) implements DirectoryAnswer {}

    /**
     * Children of a directory that is closing.
     *
     * @param children the first of those that are left; empty when none is
     */
    @JsonTypeName("left")
    record Left(List<Doomed> children) implements DirectoryAnswer {
        public Left {
            children = List.copyOf(children);
        }
    }

    /** A child that is to go. */
    record Doomed(Point point, Incarnation incarnation, Kind kind, boolean wide) {
        public static Doomed of(Entry entry) {
            return new Doomed(entry.point(), entry.incarnation(), entry.kind(), entry.wide());
        }
    }

    /** There is no such child. */
    @JsonTypeName("missing")
    record Missing() implements DirectoryAnswer {}

    /** A rule forbids it, or it could not be stored. */
    @JsonTypeName("refused")
    record Refused(Fault fault) implements DirectoryAnswer {}
}
