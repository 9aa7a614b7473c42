package io.hyperspace.drivers.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of one ingress. Safe for all threads. */
final class WebTraffic {

    private final LongAdder requests = new LongAdder();
    private final AtomicLongArray answers = new AtomicLongArray(6);
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Notes a request; false when there are as many as the limit on their way already, and it must be refused. */
    boolean begin(int limit) {
        requests.increment();
        return inFlight.incrementAndGet() <= limit;
    }

    /** Notes the answer to a request that was noted. */
    void end(int status) {
        inFlight.decrementAndGet();
        answers.incrementAndGet(status / 100);
    }

    /** {@code {"address","requests","in-flight","answers":{"2xx":…}}}. */
    ObjectNode toJson(InetSocketAddress address) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("address", address.getAddress().getHostAddress() + ":" + address.getPort());
        json.put("requests", requests.sum());
        json.put("in-flight", inFlight.get());
        ObjectNode classes = json.putObject("answers");
        for (int i = 2; i < answers.length(); i++) {
            classes.put(i + "xx", answers.get(i));
        }
        return json;
    }
}
