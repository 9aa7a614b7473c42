package io.hyperspace.drivers.bundle;

import com.typesafe.config.Config;

/**
 * How much a bundle may be.
 *
 * @param maxZip bytes of the zip
 * @param maxUnpacked bytes of all files together, as they come out of the zip
 * @param maxFile bytes of one file
 * @param maxDocument bytes of one bind or mechtron document
 * @param maxFiles files and directories together
 * @param maxRatio how many bytes may come out of one byte of a file's compressed form, past the first MiB
 * @param inFlight how many bundles a Machine publishes at once
 * @param storeParallelism how many files are stored at once
 */
record BundleLimits(
        long maxZip,
        long maxUnpacked,
        long maxFile,
        long maxDocument,
        int maxFiles,
        int maxRatio,
        int inFlight,
        int storeParallelism) {

    /** @param config what is below {@code hyperspace} */
    static BundleLimits of(Config config) {
        Config bundle = config.getConfig("bundle");
        return new BundleLimits(
                bundle.getBytes("max-zip"),
                bundle.getBytes("max-unpacked"),
                bundle.getBytes("max-file"),
                bundle.getBytes("max-document"),
                bundle.getInt("max-files"),
                bundle.getInt("max-ratio"),
                bundle.getInt("in-flight"),
                bundle.getInt("store-parallelism"));
    }
}
