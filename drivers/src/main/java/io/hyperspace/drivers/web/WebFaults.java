package io.hyperspace.drivers.web;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;

/** The faults of the web ingress, E0771 to E0774. */
final class WebFaults {

    private WebFaults() {}

    static HyperspaceException cannotListen(String host, int port, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        Fault fault = Fault.of(
                503,
                "E0771",
                "the web ingress cannot listen on " + host + ":" + port + ": " + root.getMessage(),
                "choose another port, or 0 for any free one");
        return new HyperspaceException(fault, cause);
    }

    static HyperspaceException noSpace(String host) {
        return Fault.of(
                        400,
                        "E0772",
                        "the host name '" + host + "' names no Space",
                        "a Space is named like a domain, in lower case")
                .toException();
    }

    static HyperspaceException methodNotAllowed(String method) {
        return Fault.of(405, "E0773", "the method " + method + " is not taken here")
                .toException();
    }

    static Fault badStatus(int status) {
        return Fault.of(502, "E0774", "the particle answered with status " + status + ", which ends no request");
    }

    /** The fault of a request that failed. */
    static Fault of(Throwable failure, WebSettings settings) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof EntityStreamSizeException) {
            return Faults.tooLarge("the body", settings.maxBody());
        }
        return cause instanceof TimeoutException
                ? Faults.timedOut("the request's body")
                : HyperspaceException.faultOf(cause);
    }
}
