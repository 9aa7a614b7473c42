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
        HttpResponse response = HttpResponse.create()
                .withStatus(status(result.status()))
                .withEntity(ContentTypes.APPLICATION_JSON, result.toJson() + "\n")
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"));
        return result.status() == 401 ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer")) : response;
    }

    /** A status that HTTP has no response with a body for travels in the JSON alone. */
    private static StatusCode status(int status) {
        return StatusCodes.lookup(status)
                .filter(code -> status >= 200 && code.allowsEntity())
                .orElseGet(() -> status < 400 ? StatusCodes.OK : StatusCodes.custom(status, "", "", false, true));
    }
}
