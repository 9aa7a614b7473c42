package io.hyperspace.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.provision.Lease;
import io.hyperspace.space.error.Faults;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * What a Machine says of itself to those who start, stop and send to Machines.
 *
 * @param ready whether it has joined, and its stars run
 * @param lease whether it may act on what it knows
 */
record Health(String name, BooleanSupplier ready, Lease lease) {

    private static final String HEALTH = "/v1/health";

    /** Whether to send it anything: it takes commands, and its lease lasts. */
    private static final String READY = "/v1/health/ready";

    /**
     * Whether to leave it running. It is, whoever hears the answer, for a Machine that is of no more use ends its process:
     * one whose database is away is better waited for than started again.
     */
    private static final String LIVE = "/v1/health/live";

    static final Set<String> PATHS = Set.of(HEALTH, READY, LIVE);

    HttpResponse answer(String path) {
        return switch (path) {
            case LIVE -> is("live");
            case READY -> ready.getAsBoolean() && lease.isHeld() ? is("ready") : notReady();
            default -> ready.getAsBoolean() ? is("ready") : notReady();
        };
    }

    private HttpResponse is(String what) {
        ObjectNode result =
                JsonNodeFactory.instance.objectNode().put(what, true).put("name", name);
        return JsonResponses.of(CommandResult.of(200, result));
    }

    private static HttpResponse notReady() {
        return JsonResponses.of(CommandResult.of(Faults.notReady("this Machine")));
    }
}
