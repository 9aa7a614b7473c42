package io.hyperspace.traversal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hyperspace.codec.Stored;
import io.hyperspace.driver.Reply;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a particle's durable state keeps in the journal and the snapshot store. It has a serializer of its own, which
 * stores no Java names: which type it is says the field {@code type}. A field that says nothing is left out.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(StateStored.Committed.class),
    @JsonSubTypes.Type(StateStored.Left.class),
    @JsonSubTypes.Type(StateValues.class)
})
sealed interface StateStored extends Stored permits StateStored.Event, StateValues {

    /** What happened. */
    sealed interface Event extends StateStored permits Committed, Left {}

    /**
     * What one wave did.
     *
     * @param wave the wave
     * @param puts by key
     * @param handled what a durable wave was answered; null for any other
     * @param signals the durable signals that it sends
     * @param at when, in Unix milliseconds; 0 unless the wave was durable
     */
    @JsonTypeName("state-committed")
    record Committed(
            WaveId wave,
            Map<String, byte[]> puts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Handled handled,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Signal> signals,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long at)
            implements Event {

        // What was stored before there were signals reads as null.
        @SuppressWarnings("ConstantValue")
        public Committed {
            signals = signals == null ? List.of() : List.copyOf(signals);
        }
    }

    /** The signals of these waves have all been taken by an outbox. */
    @JsonTypeName("state-left")
    record Left(List<WaveId> waves) implements Event {
        public Left {
            waves = List.copyOf(waves);
        }
    }

    /**
     * The reply to a durable wave.
     *
     * @param until when it is forgotten, in Unix milliseconds
     * @param size about how many bytes it has
     * @param sequence which of its sender's waves the wave was; null for one that was not numbered
     */
    record Handled(
            int status,
            Headers headers,
            Substance body,
            long until,
            int size,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Sequence sequence) {

        Reply reply() {
            return new Reply(status, headers, body);
        }
    }
}
