package io.hyperspace.registry.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.codec.Stored;
import io.hyperspace.space.error.Fault;
import java.util.List;

/** What a directory answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(DirectoryAnswer.Found.class),
    @JsonSubTypes.Type(DirectoryAnswer.Registered.class),
    @JsonSubTypes.Type(DirectoryAnswer.NextNumber.class),
    @JsonSubTypes.Type(DirectoryAnswer.Missing.class),
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

    /** A child, and whether it is new. */
    record Outcome(Entry entry, boolean created) {}

    /** The next number of the sequence. */
    @JsonTypeName("number")
    record NextNumber(long number) implements DirectoryAnswer {}

    /** There is no such child, or no such parent. */
    @JsonTypeName("missing")
    record Missing() implements DirectoryAnswer {}

    /** A rule forbids it, or it could not be stored. */
    @JsonTypeName("refused")
    record Refused(Fault fault) implements DirectoryAnswer {}
}
