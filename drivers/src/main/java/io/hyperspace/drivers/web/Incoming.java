package io.hyperspace.drivers.web;

import io.hyperspace.drivers.content.Bodies;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.WaveId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.Host;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.Uri;

/**
 * A request as the wave that it becomes, its body not yet read.
 *
 * @param space who gets it
 * @param method what it asks for
 * @param uri path and query, as they were sent
 * @param headers those that go further than the connection; credentials are the ingress' own and stay here
 */
record Incoming(Point space, Method method, String uri, Headers headers) {

    private static final Map<String, Method> METHODS = Map.of(
            "GET", Method.HTTP_GET,
            "HEAD", Method.http("Head"),
            "POST", Method.http("Post"),
            "PUT", Method.http("Put"),
            "PATCH", Method.http("Patch"),
            "DELETE", Method.http("Delete"),
            "OPTIONS", Method.http("Options"));

    private static final Set<String> KEPT_BACK = Set.of("authorization", "content-type", "content-length");

    /** @throws HyperspaceException with status 400 for a host that names no Space, 405 for a method that is not taken */
    static Incoming of(HttpRequest request, WebSettings settings) {
        Method method = METHODS.get(request.method().value());
        if (method == null) {
            throw WebFaults.methodNotAllowed(request.method().value());
        }
        Uri uri = request.getUri();
        return new Incoming(space(uri.host(), settings), method, uri(uri), headers(request));
    }

    private static Point space(Host host, WebSettings settings) {
        if (host.isIPv4() || host.isIPv6()) {
            return settings.defaultSpace();
        }
        String name = host.address().toLowerCase(Locale.ROOT);
        try {
            Point point = Point.parse(name);
            if (point.depth() == 1) {
                return point;
            }
        } catch (HyperspaceException e) {
            throw new HyperspaceException(WebFaults.noSpace(name).fault(), e);
        }
        throw WebFaults.noSpace(name);
    }

    private static String uri(Uri uri) {
        String path = uri.path();
        String query = uri.rawQueryString().map(text -> "?" + text).orElse("");
        return (path.startsWith("/") ? path : "/" + path) + query;
    }

    private static Headers headers(HttpRequest request) {
        List<HttpHeader> all = StreamSupport.stream(request.getHeaders().spliterator(), false)
                .filter(HttpHeader::renderInRequests)
                .toList();
        Set<String> hopByHop = HopByHop.names(all.stream()
                .filter(header -> header.is("connection"))
                .map(HttpHeader::value)
                .toList());
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (HttpHeader header : all) {
            String name = header.lowercaseName();
            if (!hopByHop.contains(name) && !KEPT_BACK.contains(name)) {
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(header.value());
            }
        }
        ContentType type = request.entity().getContentType();
        if (!request.entity().isKnownEmpty() && !type.equals(ContentTypes.NO_CONTENT_TYPE)) {
            values.put("content-type", List.of(type.toString()));
        }
        return new Headers(values);
    }

    /**
     * The wave, with the body.
     *
     * @param agent on whose authority
     * @throws HyperspaceException with status 400 if the body is not what its type says
     */
    Ping ping(Agent agent, HttpEntity.Strict entity, long deadline) {
        String type = headers.first("content-type");
        Substance body = Bodies.of(type == null ? "" : type, entity.getData().toArray());
        Head head = new Head(
                WaveId.next(),
                WebIngress.POINT,
                agent,
                method,
                uri,
                headers,
                body,
                Handling.IMMEDIATE,
                deadline,
                List.of());
        return new Ping(head, space);
    }

    /** The same request as a GET, under an id of its own. */
    static Ping asGet(Ping ping) {
        Head head = ping.head();
        return ping.withHead(new Head(
                WaveId.next(),
                head.from(),
                head.agent(),
                Method.HTTP_GET,
                head.uri(),
                head.headers(),
                head.body(),
                head.handling(),
                head.deadline(),
                head.chain()));
    }
}
