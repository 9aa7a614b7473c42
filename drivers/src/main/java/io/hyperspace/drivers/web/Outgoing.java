package io.hyperspace.drivers.web;

import io.hyperspace.drivers.content.PlainJson;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * Pongs and faults as responses. A header that would break the response apart is left out; security headers are there
 * unless the particle has set its own.
 */
final class Outgoing {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]{1,256}");
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,17}");

    /** What the server itself writes. */
    private static final Set<String> SERVERS_OWN = Set.of("content-type", "content-length", "date", "server", "host");

    private static final Map<String, String> SECURITY = Map.of(
            "x-content-type-options", "nosniff",
            "x-frame-options", "SAMEORIGIN",
            "referrer-policy", "strict-origin-when-cross-origin");

    private Outgoing() {}

    static HttpResponse of(Fault fault) {
        byte[] json = PlainJson.fault(fault).toString().getBytes(StandardCharsets.UTF_8);
        return response(fault.status(), Headers.NONE, HttpEntities.create(ContentTypes.APPLICATION_JSON, json));
    }

    /** @param head whether the request was a HEAD, whose answer tells the length of what it leaves out */
    static HttpResponse of(Pong pong, boolean head) {
        if (pong.status() < 200) {
            return of(WebFaults.badStatus(pong.status()));
        }
        String declared = pong.headers().first("content-length");
        boolean toldOnly = head && pong.body() instanceof Substance.Empty;
        ResponseEntity entity =
                toldOnly && declared != null && LENGTH.matcher(declared).matches()
                        ? HttpEntities.create(
                                type(pong.headers(), ContentTypes.APPLICATION_OCTET_STREAM),
                                Long.parseLong(declared),
                                Source.empty())
                        : entity(pong);
        return response(pong.status(), pong.headers(), entity);
    }

    private static ResponseEntity entity(Pong pong) {
        Substance body = pong.body();
        Headers headers = pong.headers();
        if (body instanceof Substance.Empty) {
            return HttpEntities.EMPTY;
        } else if (body instanceof Substance.Bin bin) {
            return HttpEntities.create(type(headers, ContentTypes.APPLICATION_OCTET_STREAM), bin.value());
        } else if (body instanceof Substance.Text text) {
            return entity(type(headers, ContentTypes.TEXT_PLAIN_UTF8), text.value());
        } else if (body instanceof Substance.Json json) {
            return entity(type(headers, ContentTypes.APPLICATION_JSON), json.value());
        }
        return entity(ContentTypes.APPLICATION_JSON, PlainJson.of(body).toString());
    }

    private static ResponseEntity entity(ContentType type, String text) {
        return HttpEntities.create(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static ContentType type(Headers headers, ContentType otherwise) {
        ContentType type = parse(headers.first("content-type"));
        return type == null ? otherwise : type;
    }

    private static @Nullable ContentType parse(@Nullable String text) {
        if (text == null || !VISIBLE.matcher(text).matches()) {
            return null;
        }
        try {
            return ContentTypes.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static HttpResponse response(int code, Headers headers, ResponseEntity entity) {
        StatusCode status = StatusCodes.lookup(code)
                .orElseGet(() -> StatusCodes.custom(code, "Status " + code, "", code < 400, true));
        HttpResponse response = HttpResponse.create().withStatus(status).addHeaders(headers(code, headers));
        return status.allowsEntity() ? response.withEntity(entity) : response;
    }

    private static List<HttpHeader> headers(int code, Headers headers) {
        Set<String> hopByHop = HopByHop.names(headers.values().getOrDefault("connection", List.of()));
        List<HttpHeader> out = new ArrayList<>();
        headers.values().forEach((name, values) -> {
            if (!SERVERS_OWN.contains(name)
                    && !hopByHop.contains(name)
                    && TOKEN.matcher(name).matches()) {
                values.stream()
                        .filter(value -> VISIBLE.matcher(value).matches())
                        .forEach(value -> out.add(RawHeader.create(name, value)));
            }
        });
        Map<String, String> added = new LinkedHashMap<>(SECURITY);
        if (code == StatusCodes.UNAUTHORIZED.intValue()) {
            added.put("www-authenticate", "Bearer");
        }
        added.forEach((name, value) -> {
            if (headers.first(name) == null) {
                out.add(RawHeader.create(name, value));
            }
        });
        return out;
    }
}
