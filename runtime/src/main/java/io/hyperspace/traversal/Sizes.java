package io.hyperspace.traversal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hyperspace.codec.SpaceJson;
import io.hyperspace.driver.Reply;

/** How many bytes values take where they are stored. */
final class Sizes {

    private Sizes() {}

    static int of(Reply reply) {
        try {
            return SpaceJson.cbor().writeValueAsBytes(reply.headers()).length
                    + SpaceJson.cbor().writeValueAsBytes(reply.body()).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply has a stored form", e);
        }
    }
}
