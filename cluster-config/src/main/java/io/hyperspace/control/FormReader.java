package io.hyperspace.control;

import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.Multipart;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of one form, one after the other: {@code command}, and an upload in every other part. The first thing
 * that is wrong is kept, and what follows is read and dropped, so that the sender can finish and read the answer.
 */
final class FormReader {

    private static final String COMMAND = "command";

    private final ActorSystem<?> system;
    private final ControlSettings settings;
    private final Blobs blobs;
    private final UploadMemory memory;
    private final Map<String, Digest> uploads = new LinkedHashMap<>();
    private @Nullable String command;
    private @Nullable Fault refused;
    private int room;

    FormReader(ActorSystem<?> system, ControlSettings settings, Blobs blobs, UploadMemory memory) {
        this.system = system;
        this.settings = settings;
        this.blobs = blobs;
        this.memory = memory;
        this.room = settings.maxUpload();
    }

    CompletionStage<Done> part(Multipart.FormData.BodyPart part) {
        String name = part.getName();
        if (refused == null) {
            refused = refusal(name);
        }
        if (refused != null) {
            return part.getEntity().getDataBytes().runWith(Sink.ignore(), system);
        }
        return (name.equals(COMMAND) ? command(part) : upload(name, part)).exceptionally(this::refuse);
    }

    /** What the form said, once all its parts were read. */
    CommandCall call() {
        if (refused != null) {
            throw refused.toException();
        }
        if (command == null) {
            throw ControlFaults.unreadable("the form has no part 'command'").toException();
        }
        return new CommandCall(command, uploads);
    }

    private @Nullable Fault refusal(String name) {
        if (name.equals(COMMAND) ? command != null : uploads.containsKey(name)) {
            return ControlFaults.unreadable("the form has two parts '" + name + "'");
        }
        if (!name.equals(COMMAND) && uploads.size() >= settings.maxUploads()) {
            return ControlFaults.unreadable("a command has at most " + settings.maxUploads() + " uploads");
        }
        return null;
    }

    private CompletionStage<Done> command(Multipart.FormData.BodyPart part) {
        return part.getEntity()
                .getDataBytes()
                .runFold(new BoundedBytes("the command", settings.maxCommand()), BoundedBytes::add, system)
                .thenApply(bytes -> {
                    command = bytes.toText();
                    return Done.getInstance();
                });
    }

    private CompletionStage<Done> upload(String name, Multipart.FormData.BodyPart part) {
        HeldUpload held = new HeldUpload(settings.maxUpload(), room, memory);
        return part.getEntity()
                .getDataBytes()
                .runForeach(held::add, system)
                .thenCompose(done -> blobs.put(held.bytes()))
                .thenApply(digest -> {
                    uploads.put(name, digest);
                    room -= held.size();
                    return Done.getInstance();
                })
                .whenComplete((done, failure) -> held.release());
    }

    private Done refuse(Throwable failure) {
        refused = RequestFailures.faultOf(failure, settings);
        return Done.getInstance();
    }
}
