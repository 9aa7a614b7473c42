package io.hyperspace.drivers.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.codec.WaveFrames;
import io.hyperspace.ripple.EchoList;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.wave.Echo;
import java.util.Comparator;
import java.util.List;

/** What became of a ripple, as programs outside read it. */
public final class RippleJson {

    private static final int OK = 200;
    private static final int NO_TARGET = 404;
    private static final int NO_ECHO = 408;

    private RippleJson() {}

    /**
     * {@code {"ripple","targets","sent","answered","failed","unawaited","omitted","echoes":[{"from","status","headers",
     * "body":{"kind","value"}}]}}, the echoes in the order of their points.
     */
    public static ObjectNode of(Outcome outcome, EchoList gathered) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ripple", outcome.ripple().toString());
        json.put("targets", outcome.targets());
        json.put("sent", outcome.sent());
        json.put("answered", outcome.answered());
        json.put("failed", outcome.failed());
        json.put("unawaited", outcome.unawaited());
        json.put("omitted", outcome.omitted() + gathered.omitted());
        ArrayNode echoes = json.putArray("echoes");
        gathered.echoes().stream()
                .sorted(Comparator.comparing(Echo::from))
                .map(RippleJson::echo)
                .forEach(echoes::add);
        return json;
    }

    private static ObjectNode echo(Echo echo) {
        JsonNode frame = WaveFrames.toJson(echo);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("from", echo.from().toString());
        for (String field : List.of("status", "headers", "body")) {
            json.set(field, frame.get(field));
        }
        return json;
    }

    /**
     * The status of the whole: 200 when an echo is below 300 or none was wanted; else the lowest of an echo, 408 when there
     * was none, and 404 when there was nobody to answer.
     *
     * @param wanted how many echoes were waited for
     */
    public static int status(Outcome outcome, EchoList gathered, int wanted) {
        if (outcome.targets() == 0) {
            return NO_TARGET;
        }
        int lowest = gathered.echoes().stream().mapToInt(Echo::status).min().orElse(wanted == 0 ? OK : NO_ECHO);
        return lowest < 300 ? OK : lowest;
    }
}
