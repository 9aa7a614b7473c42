package io.hyperspace.freight;

import org.apache.pekko.serialization.Serialization;

/** Reads what was written as bytes. */
public final class Reading {

    private Reading() {}

    /**
     * The message.
     *
     * @param serializer who reads it
     * @param manifest what it is to this one
     * @throws IllegalArgumentException when it cannot be read, also for what Scala throws without saying so
     */
    public static Object of(Serialization serialization, byte[] bytes, int serializer, String manifest) {
        try {
            return serialization.deserialize(bytes, serializer, manifest).get();
        } catch (Exception e) {
            throw new IllegalArgumentException("a message that cannot be read", e);
        }
    }
}
