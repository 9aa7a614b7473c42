package io.hyperspace.drivers.mechtron.chicory;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.CompType;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.SubType;
import com.dylibso.chicory.wasm.types.TypeSection;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;

/**
 * Refuses modules whose appetite no limit would bound: garbage-collected objects and exceptions live outside of linear
 * memory, shared memory outlives a wave, and tables are arrays of the Machine's own.
 */
final class Restrictions {

    static final int MAX_TABLES = 16;
    static final int MAX_TABLE_ELEMENTS = 65_536;

    private Restrictions() {}

    static void check(WasmModule module) {
        checkTypes(module.typeSection());
        if (module.tagSection().isPresent() && module.tagSection().get().tagCount() > 0) {
            throw refused("exception handling");
        }
        module.memorySection().ifPresent(memories -> {
            if (memories.memoryCount() > 1) {
                throw refused("more than one memory");
            }
            if (memories.memoryCount() == 1) {
                checkMemory(memories.getMemory(0).limits());
            }
        });
        checkTables(module);
        module.importSection().stream().forEach(imported -> {
            if (imported.importType() != ExternalType.FUNCTION) {
                throw refused("an imported " + imported.importType().name().toLowerCase(java.util.Locale.ROOT) + " ("
                        + imported.module() + "." + imported.name() + ")");
            }
        });
    }

    private static void checkTypes(TypeSection types) {
        for (int i = 0; i < types.subTypeCount(); i++) {
            SubType type = types.getSubType(i);
            CompType composite = type.compType();
            if (composite != null && (composite.structType() != null || composite.arrayType() != null)) {
                throw refused("garbage-collected types");
            }
        }
    }

    private static void checkMemory(MemoryLimits limits) {
        if (limits.shared()) {
            throw refused("shared memory");
        }
    }

    private static void checkTables(WasmModule module) {
        int count = module.tableSection().tableCount();
        if (count > MAX_TABLES) {
            throw refused("more than " + MAX_TABLES + " tables");
        }
        for (int i = 0; i < count; i++) {
            if (module.tableSection().getTable(i).limits().min() > MAX_TABLE_ELEMENTS) {
                throw refused("a table of more than " + MAX_TABLE_ELEMENTS + " elements");
            }
        }
    }

    private static HyperspaceException refused(String what) {
        return Fault.of(422, "E0504", "the module uses " + what + ", which is not supported")
                .toException();
    }
}
