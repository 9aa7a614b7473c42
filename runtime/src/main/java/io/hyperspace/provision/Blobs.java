package io.hyperspace.provision;

import java.util.concurrent.CompletionStage;

/** Immutable bytes by their digest, kept in the database and cached by each Machine. */
public interface Blobs {

    /**
     * Stores bytes, once for equal bytes. 413 past {@code hyperspace.blob.max-size}.
     *
     * @return the digest, once the bytes are committed
     */
    CompletionStage<Digest> put(byte[] bytes);

    /** The bytes of a digest; 404 when there are none. The array is shared: do not write to it. */
    CompletionStage<byte[]> get(Digest digest);
}
