package io.hyperspace.drivers;

import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.drivers.artifact.ArtifactDriver;
import io.hyperspace.drivers.base.BaseDriver;
import io.hyperspace.drivers.bundle.BundleDriver;
import io.hyperspace.drivers.bundle.BundlePublisher;
import io.hyperspace.drivers.bundle.WasmCheck;
import io.hyperspace.drivers.global.GlobalDriver;
import io.hyperspace.drivers.repo.RepoDriver;
import io.hyperspace.drivers.repo.SeriesDriver;
import io.hyperspace.drivers.root.RootDriver;
import io.hyperspace.drivers.space.SpaceDriver;
import io.hyperspace.drivers.user.UserDriver;
import io.hyperspace.drivers.web.WebDriver;
import java.util.List;

/** The drivers that need nothing but a Machine's services. */
public final class BuiltInDrivers {

    private BuiltInDrivers() {}

    /**
     * All of them, once for each Machine.
     *
     * @param services the Machine's
     * @param wasm what says whether a file of a bundle is WebAssembly
     */
    public static List<Driver> all(Services services, WasmCheck wasm) {
        return List.of(
                new RootDriver(),
                new SpaceDriver(),
                new BaseDriver(),
                new UserDriver(),
                new RepoDriver(),
                new SeriesDriver(),
                new BundleDriver(),
                new ArtifactDriver(),
                new GlobalDriver(services, BundlePublisher.create(services, wasm)),
                new WebDriver());
    }
}
