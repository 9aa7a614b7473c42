package io.hyperspace.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.provision.Blobs;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Reads a command from the body of a request: plain text, JSON, or a form with uploads. Nothing is read past
 * {@link ControlSettings#maxBody()} bytes or {@link ControlSettings#readTimeout()}.
 */
final class CommandReader {

    /** A character of a command line may be written with six in JSON. */
    private static final int JSON_FACTOR = 6;

    private static final int JSON_OVERHEAD = 1024;

    private final ActorSystem<?> system;
    private final ControlSettings settings;
    private final Blobs blobs;
    private final UploadMemory memory;
    private final ObjectMapper json;

    CommandReader(ActorSystem<?> system, ControlSettings settings, Blobs blobs) {
        this.system = system;
        this.settings = settings;
        this.blobs = blobs;
        this.memory = new UploadMemory(settings.uploadMemory());
        this.json = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(JSON_FACTOR * settings.maxCommand() + JSON_OVERHEAD)
                        .maxNestingDepth(4)
                        .build())
                .build());
    }

    /** Reads the command and stores its uploads. The stage fails with 400, 413 or 429 when it cannot. */
    CompletionStage<CommandCall> read(HttpEntity entity) {
        MediaType type = entity.getContentType().mediaType();
        String name = type.mainType() + "/" + type.subType();
        return switch (name) {
            case "text/plain" -> text(entity, settings.maxCommand()).thenApply(text -> new CommandCall(text, Map.of()));
            case "application/json" ->
                text(entity, JSON_FACTOR * settings.maxCommand() + JSON_OVERHEAD)
                        .thenApply(this::fromJson);
            case "multipart/form-data" -> form(entity);
            default ->
                text(entity, settings.maxCommand()).thenApply(ignored -> {
                    throw ControlFaults.unreadable("'" + name + "' is not taken here")
                            .toException();
                });
        };
    }

    private CompletionStage<String> text(HttpEntity entity, int limit) {
        return bytes(entity)
                .runFold(new BoundedBytes("the command", limit), BoundedBytes::add, system)
                .thenApply(BoundedBytes::toText);
    }

    private Source<ByteString, ?> bytes(HttpEntity entity) {
        return entity.withSizeLimit(settings.maxBody()).getDataBytes().completionTimeout(settings.readTimeout());
    }

    private CommandCall fromJson(String text) {
        try {
            JsonNode command = json.readTree(text).path("command");
            if (!command.isTextual()) {
                throw ControlFaults.unreadable("the JSON has no text 'command'").toException();
            }
            String line = command.textValue();
            if (ByteString.fromString(line).size() > settings.maxCommand()) {
                throw Faults.tooLarge("the command", settings.maxCommand()).toException();
            }
            return new CommandCall(line, Map.of());
        } catch (JsonProcessingException e) {
            throw new HyperspaceException(ControlFaults.unreadable("it is not JSON"), e);
        }
    }

    private CompletionStage<CommandCall> form(HttpEntity entity) {
        FormReader form = new FormReader(system, settings, blobs, memory);
        return Unmarshaller.entityToMultipartFormData()
                .unmarshal(entity.withSizeLimit(settings.maxBody()), system)
                .thenCompose(parts -> parts.getParts()
                        .completionTimeout(settings.readTimeout())
                        .mapAsync(1, form::part)
                        .runWith(Sink.ignore(), system))
                .thenApply(done -> form.call());
    }
}
