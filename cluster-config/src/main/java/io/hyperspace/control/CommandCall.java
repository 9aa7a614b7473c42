package io.hyperspace.control;

import io.hyperspace.provision.Digest;
import java.util.Map;

/**
 * What a request to run a command says.
 *
 * @param command the command line
 * @param uploads the stored uploads by name
 */
record CommandCall(String command, Map<String, Digest> uploads) {
    CommandCall {
        uploads = Map.copyOf(uploads);
    }
}
