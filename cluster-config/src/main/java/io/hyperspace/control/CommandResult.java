package io.hyperspace.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to: a result, or an error.
 *
 * @param status an HTTP-like status
 * @param result what the command found or did; a missing node beside an error
 * @param error why it was refused; null beside a result
 */
public record CommandResult(
        int status, JsonNode result, @Nullable Fault error) {

    public static CommandResult of(int status, JsonNode result) {
        return new CommandResult(status, result, null);
    }

    public static CommandResult of(Fault error) {
        return new CommandResult(error.status(), MissingNode.getInstance(), error);
    }

    public boolean isOk() {
        return status < 300;
    }

    /**
     * This result, when there is one.
     *
     * @throws HyperspaceException with the error, when there is one
     */
    public CommandResult orThrow() {
        if (error != null) {
            throw error.toException();
        }
        return this;
    }

    /** {@code {"status":201,"result":…}} or {@code {"status":409,"error":{…}}}. */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("status", status);
        if (error != null) {
            node.set("error", FaultJson.write(error));
        } else {
            node.set("result", result);
        }
        return node;
    }
}
