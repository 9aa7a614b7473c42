package io.hyperspace.cli;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a control server listens.
 *
 * @param host a name or an address; version 6 in brackets
 * @param port 1 to 65,535
 */
record ControlAddress(String host, int port) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):(\\d{1,5})");
    private static final int MAX_PORT = 65_535;

    /** @throws io.hyperspace.space.error.HyperspaceException 400 if the text is not {@code HOST:PORT} */
    static ControlAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            int port = Integer.parseInt(matcher.group(2));
            if (port > 0 && port <= MAX_PORT) {
                return new ControlAddress(matcher.group(1), port);
            }
        }
        throw ClientFaults.badAddress(text).toException();
    }

    URL url(String path) {
        try {
            return URI.create("http://" + this + path).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every address has a URL", e);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
