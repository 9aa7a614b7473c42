package io.hyperspace.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.drivers.user.Login;
import io.hyperspace.drivers.user.Users;
import io.hyperspace.space.error.HyperspaceException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;

/** Logs users in and out. What these requests hold is never part of an answer or of the log. */
final class LoginCalls {

    private static final int MAX_BODY = 8 << 10;

    /** Jackson would otherwise quote what it cannot read. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build());

    private final ActorSystem<?> system;
    private final ControlSettings settings;
    private final Users users;

    LoginCalls(ActorSystem<?> system, ControlSettings settings, Users users) {
        this.system = system;
        this.settings = settings;
        this.users = users;
    }

    /** {@code {"user","password"}} becomes {@code {"token","expires","user"}}. */
    CompletionStage<CommandResult> login(HttpRequest request) {
        InetAddress from = request.getAttribute(AttributeKeys.remoteAddress)
                .flatMap(RemoteAddress::getAddress)
                .orElseGet(InetAddress::getLoopbackAddress);
        return json(request.entity())
                .thenCompose(body -> users.login(text(body, "user"), text(body, "password"), from))
                .thenApply(LoginCalls::result);
    }

    private static CommandResult result(Login login) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("token", login.token());
        json.put("expires", login.expires().toString());
        json.put("user", login.user().toString());
        return CommandResult.of(200, json);
    }

    /** Nothing, or {@code {"everywhere":true}}, becomes {@code {"user"}}. */
    CompletionStage<CommandResult> logout(HttpRequest request, Caller caller) {
        String token = caller.token();
        if (token == null) {
            request.entity().withSizeLimit(MAX_BODY).discardBytes(system);
            return CompletableFuture.completedFuture(CommandResult.of(ControlFaults.nothingToLogOut()));
        }
        return everywhere(request.entity())
                .thenCompose(everywhere -> users.logout(token, everywhere))
                .thenApply(user -> CommandResult.of(
                        200, JsonNodeFactory.instance.objectNode().put("user", user.toString())));
    }

    private CompletionStage<Boolean> everywhere(HttpEntity entity) {
        return text(entity).thenApply(text -> {
            JsonNode everywhere =
                    text.isBlank() ? JSON.missingNode() : parsed(text).path("everywhere");
            if (!everywhere.isMissingNode() && !everywhere.isBoolean()) {
                throw ControlFaults.unreadableLogin().toException();
            }
            return everywhere.asBoolean(false);
        });
    }

    private CompletionStage<JsonNode> json(HttpEntity entity) {
        return text(entity).thenApply(LoginCalls::parsed);
    }

    private CompletionStage<String> text(HttpEntity entity) {
        return entity.withSizeLimit(2L * MAX_BODY)
                .getDataBytes()
                .completionTimeout(settings.readTimeout())
                .runFold(new BoundedBytes("the request", MAX_BODY), BoundedBytes::add, system)
                .thenApply(BoundedBytes::toText);
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new HyperspaceException(ControlFaults.unreadableLogin());
        }
        throw ControlFaults.unreadableLogin().toException();
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual()) {
            throw ControlFaults.unreadableLogin().toException();
        }
        return value.textValue();
    }
}
