package io.hyperspace.registry.blob;

import io.hyperspace.space.error.Fault;

/** Refusals of the content store. */
final class BlobFaults {

    private BlobFaults() {}

    static Fault noSuchBlob(String digest) {
        return Fault.of(404, "E0631", "there is no content with the digest " + digest);
    }

    static Fault damaged(String digest) {
        return Fault.of(500, "E0632", "the stored content with the digest " + digest + " is damaged");
    }
}
