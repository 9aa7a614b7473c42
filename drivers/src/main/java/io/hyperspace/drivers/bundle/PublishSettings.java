package io.hyperspace.drivers.bundle;

import com.typesafe.config.Config;
import io.hyperspace.space.bundle.BundleLimits;

/**
 * How much may be published.
 *
 * @param limits of one bundle
 * @param inFlight how many bundles a Machine publishes at once
 * @param storeParallelism how many files are stored at once
 */
record PublishSettings(BundleLimits limits, int inFlight, int storeParallelism) {

    /** @param config what is below {@code hyperspace} */
    static PublishSettings of(Config config) {
        Config bundle = config.getConfig("bundle");
        BundleLimits limits = new BundleLimits(
                bundle.getBytes("max-zip"),
                bundle.getBytes("max-unpacked"),
                bundle.getBytes("max-file"),
                bundle.getBytes("max-document"),
                bundle.getInt("max-files"),
                bundle.getInt("max-ratio"));
        return new PublishSettings(limits, bundle.getInt("in-flight"), bundle.getInt("store-parallelism"));
    }
}
