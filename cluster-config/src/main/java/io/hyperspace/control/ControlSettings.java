package io.hyperspace.control;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of the control server, from {@code hyperspace.control}.
 *
 * @param host the interface to listen on
 * @param port the port, 0 for any free one
 * @param maxCommand the longest command line, in bytes
 * @param maxWave the longest frame of a wave, in bytes
 * @param maxUpload the most bytes of all uploads of one command
 * @param maxUploads the most uploads of one command
 * @param uploadMemory the most bytes of uploads that are held at once, over all calls
 * @param inFlight the most commands at once
 * @param loginsInFlight the most logins at once
 * @param timeout how long a command may take
 * @param readTimeout how long a request may take to arrive
 * @param stopTimeout how long calls that are under way may take to finish when the server stops
 */
public record ControlSettings(
        String host,
        int port,
        int maxCommand,
        int maxWave,
        int maxUpload,
        int maxUploads,
        long uploadMemory,
        int inFlight,
        int loginsInFlight,
        Duration timeout,
        Duration readTimeout,
        Duration stopTimeout) {

    private static final int FORM_OVERHEAD = 1 << 20;

    /** @param config the configuration below {@code hyperspace} */
    public static ControlSettings of(Config config) {
        Config control = config.getConfig("control");
        return new ControlSettings(
                control.getString("host"),
                control.getInt("port"),
                Math.toIntExact(control.getBytes("max-command")),
                Math.toIntExact(control.getBytes("max-wave")),
                Math.toIntExact(control.getBytes("max-upload")),
                control.getInt("max-uploads"),
                control.getBytes("upload-memory"),
                control.getInt("in-flight"),
                control.getInt("logins-in-flight"),
                control.getDuration("timeout"),
                control.getDuration("read-timeout"),
                control.getDuration("stop-timeout"));
    }

    /**
     * The most bytes of a request that are read at all. It is twice what is accepted: a caller who is refused for its
     * size can mostly finish sending and read the answer.
     */
    long maxBody() {
        return 2L * maxUpload + 2L * maxCommand + FORM_OVERHEAD;
    }
}
