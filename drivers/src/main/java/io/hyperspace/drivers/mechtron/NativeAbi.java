package io.hyperspace.drivers.mechtron;

import static io.hyperspace.drivers.mechtron.engine.Signature.Value.I32;
import static io.hyperspace.drivers.mechtron.engine.Signature.Value.I64;
import static io.hyperspace.drivers.mechtron.engine.Signature.giving;

import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.drivers.mechtron.engine.Signature;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The functions of the native guest ABI, version 1, and whether a module has them. */
final class NativeAbi {

    static final int VERSION = 1;
    static final String ALLOC = "hyperspace_alloc";
    static final String FREE = "hyperspace_free";
    static final String INIT = "hyperspace_init";
    static final String WAVE = "hyperspace_wave";

    static final String HOST = "hyperspace";

    /** What a guest must export besides its memory. */
    private static final Map<String, Signature> EXPORTS = Map.of(
            ALLOC, giving(I32, I32),
            FREE, giving(null, I32, I32),
            INIT, giving(I32, I32, I32),
            WAVE, giving(I64, I32, I32));

    /** What a guest may import. */
    private static final Map<String, Signature> IMPORTS = Map.of(
            HOST + ".wave",
            giving(I64, I32, I32),
            HOST + ".log",
            giving(null, I32, I32, I32),
            HOST + ".now",
            giving(I64),
            HOST + ".random",
            giving(null, I32, I32),
            HOST + ".config",
            giving(I64, I32, I32),
            HOST + ".state_get",
            giving(I64, I32, I32),
            HOST + ".state_put",
            giving(null, I32, I32, I32, I32),
            "env.abort",
            giving(null, I32, I32, I32, I32));

    private NativeAbi() {}

    /** The signature of a function that guests may import, such as {@code hyperspace.wave}. */
    static Signature imported(String name) {
        return Objects.requireNonNull(IMPORTS.get(name), name);
    }

    /** @throws io.hyperspace.space.error.HyperspaceException 422, naming what is missing or unknown */
    static void check(GuestModule module) {
        Set<String> missing = new TreeSet<>();
        if (!module.exportsMemory()) {
            missing.add("memory");
        }
        new TreeMap<>(EXPORTS).forEach((name, signature) -> {
            if (!signature.equals(module.functions().get(name))) {
                missing.add(name + signature);
            }
        });
        if (!missing.isEmpty()) {
            throw MechtronFaults.missingExports(missing).toException();
        }
        Set<String> unknown = new TreeSet<>();
        for (GuestModule.Import wanted : module.imports()) {
            if (!wanted.signature().equals(IMPORTS.get(wanted.toString()))) {
                unknown.add(wanted.toString() + wanted.signature());
            }
        }
        if (!unknown.isEmpty()) {
            throw MechtronFaults.unknownImports(unknown).toException();
        }
    }
}
