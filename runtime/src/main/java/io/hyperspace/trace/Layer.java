package io.hyperspace.trace;

import java.util.Locale;

/** What a tracked wave passes and leaves a record at, in the order of its way. */
public enum Layer {
    /** A particle, or a ripple, sends it because of another wave. */
    CAUSED,
    /** A stop of a particle's pipeline sends it on, or asks with it whether a body is good. */
    STOP,
    /** Its Machine sends it; once more when what keeps it sends it again. */
    SENT,
    /** The star of its target was looked up or picked, for its way was not known; or why there is none. */
    LOCATED,
    /** A lane has numbered and carries it; once more when it is carried again. */
    LANE,
    /** A relay passes it on. */
    RELAY,
    /** Gravity takes it from its lane. */
    ADMITTED,
    /** Its target was started first; or why it was not. */
    STARTED,
    /** The field lets it in by a route, gives it back, or refuses it. */
    FIELD,
    /** The core has answered. */
    CORE,
    /** The particle has answered. */
    ANSWERED,
    /** Its sender has the pong. */
    PONG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
