package io.hyperspace.drivers.web;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigMemorySize;
import io.hyperspace.space.point.Point;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/**
 * The limits of an ingress.
 *
 * @param defaultSpace who answers for an IP address
 * @param maxBody bytes of a request's body
 * @param timeout how long a request may take
 * @param inFlight how many requests may be on their way
 * @param maxConnections how many connections may be open
 * @param pipelining how many requests of one connection may be on their way
 * @param stopTimeout how long open requests may go on after a stop
 */
record WebSettings(
        Point defaultSpace,
        long maxBody,
        Duration timeout,
        int inFlight,
        int maxConnections,
        int pipelining,
        Duration stopTimeout) {

    /** @param config what is below {@code hyperspace} */
    static WebSettings of(Config config) {
        Config web = config.getConfig("web");
        return new WebSettings(
                Point.parse(web.getString("default-space")),
                web.getBytes("max-body"),
                web.getDuration("timeout"),
                web.getInt("in-flight"),
                web.getInt("max-connections"),
                web.getInt("pipelining"),
                web.getDuration("stop-timeout"));
    }

    /** The same for the HTTP server, whose own time limit gives way to the deadline of the wave. */
    ServerSettings server(ActorSystem<?> system) {
        Map<String, Object> ours = Map.of(
                "pekko.http.server.server-header",
                "",
                "pekko.http.server.request-timeout",
                "infinite",
                "pekko.http.server.max-connections",
                maxConnections,
                "pekko.http.server.pipelining-limit",
                pipelining,
                // What a header holds that cannot be read may be a token: the log tells that it was so, not what it
                // was.
                "pekko.http.server.parsing.error-logging-verbosity",
                "simple",
                "pekko.http.server.parsing.max-content-length",
                ConfigMemorySize.ofBytes(maxBody));
        return ServerSettings.create(
                ConfigFactory.parseMap(ours).withFallback(system.settings().config()));
    }
}
