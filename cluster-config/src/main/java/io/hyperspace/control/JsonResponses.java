package io.hyperspace.control;

import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Writes results as HTTP responses: the status twice, and one JSON object. */
final class JsonResponses {

    private JsonResponses() {}

    static HttpResponse of(CommandResult result) {
        HttpResponse response = of(result.status(), result.toJson().toString());
        return result.status() == 401 ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer")) : response;
    }

    /** @param json one object that holds the status too */
    static HttpResponse of(int status, String json) {
        return HttpResponse.create()
                .withStatus(status(status))
                .withEntity(ContentTypes.APPLICATION_JSON, json + "\n")
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"));
    }

    /** A status that HTTP has no response with a body for travels in the JSON alone. */
    private static StatusCode status(int status) {
        return StatusCodes.lookup(status)
                .filter(code -> status >= 200 && code.allowsEntity())
                .orElseGet(() -> status < 400 ? StatusCodes.OK : StatusCodes.custom(status, "", "", false, true));
    }
}
