package io.hyperspace.control;

import io.hyperspace.space.trace.TraceHeaders;
import io.hyperspace.space.wave.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** What a call says of a trace, in the headers that the W3C recommendation Trace Context has for it. */
final class TraceCalls {

    private static final Set<String> NAMES = Set.of("traceparent", "tracestate");

    private TraceCalls() {}

    /** The headers for the wave of a call; none when what they say does not have its form. */
    static Headers of(HttpRequest request) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (HttpHeader header : request.getHeaders()) {
            if (NAMES.contains(header.lowercaseName())) {
                values.computeIfAbsent(header.lowercaseName(), name -> new ArrayList<>())
                        .add(header.value());
            }
        }
        return values.isEmpty() ? Headers.NONE : TraceHeaders.only(new Headers(values));
    }
}
