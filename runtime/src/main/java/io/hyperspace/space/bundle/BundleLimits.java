package io.hyperspace.space.bundle;

/**
 * How much a bundle may be.
 *
 * @param maxZip bytes of the zip
 * @param maxUnpacked bytes of all files together, as they come out of the zip
 * @param maxFile bytes of one file
 * @param maxDocument bytes of one bind, mechtron or app document
 * @param maxFiles files and directories together
 * @param maxRatio how many bytes may come out of one byte of a file's compressed form, past the first MiB
 */
public record BundleLimits(long maxZip, long maxUnpacked, long maxFile, long maxDocument, int maxFiles, int maxRatio) {

    /** What a Machine takes unless it is told otherwise. */
    public static final BundleLimits DEFAULT = new BundleLimits(64 << 20, 256 << 20, 64 << 20, 1 << 20, 9_000, 200);
}
