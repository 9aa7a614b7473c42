package io.hyperspace.control;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.error.HyperspaceException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.http.scaladsl.model.ExceptionWithErrorInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what goes wrong while a request is read into faults. */
final class RequestFailures {

    private static final Logger LOG = LoggerFactory.getLogger(RequestFailures.class);

    private RequestFailures() {}

    static Fault faultOf(Throwable failure, ControlSettings settings) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof EntityStreamSizeException) {
            return Faults.tooLarge("the request", settings.maxBody());
        }
        if (cause instanceof TimeoutException) {
            return Faults.timedOut("the rest of the request");
        }
        if (cause instanceof ExceptionWithErrorInfo) {
            return ControlFaults.unreadable(String.valueOf(cause.getMessage()));
        }
        if (!(cause instanceof HyperspaceException)) {
            LOG.error("A request failed", cause);
        }
        return HyperspaceException.faultOf(cause);
    }
}
