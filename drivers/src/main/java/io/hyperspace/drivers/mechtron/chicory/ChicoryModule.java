package io.hyperspace.drivers.mechtron.chicory;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;
import io.hyperspace.drivers.mechtron.engine.GuestInstance;
import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.drivers.mechtron.engine.HostFunction;
import io.hyperspace.drivers.mechtron.engine.Signature;
import io.hyperspace.space.error.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A parsed module with its compiled code, if it could be compiled. */
final class ChicoryModule implements GuestModule {

    private static final int PAGE = 65_536;
    private static final int MAX_PAGES = 32_767;

    private final WasmModule module;
    private final int size;
    private final @Nullable Function<Instance, Machine> machine;
    private final Map<String, Signature> functions;
    private final List<Import> imports;
    private final boolean memory;

    ChicoryModule(WasmModule module, int size, @Nullable Function<Instance, Machine> machine) {
        this.module = module;
        this.size = size;
        this.machine = machine;
        this.imports = importsOf(module);
        this.functions = functionsOf(module, imports);
        this.memory = exportsMemory(module);
    }

    private static List<Import> importsOf(WasmModule module) {
        List<Import> imports = new ArrayList<>();
        module.importSection().stream().forEach(imported -> {
            if (imported instanceof FunctionImport function) {
                FunctionType type = module.typeSection().getType(function.typeIndex());
                imports.add(new Import(function.module(), function.name(), signature(type)));
            }
        });
        return List.copyOf(imports);
    }

    private static Map<String, Signature> functionsOf(WasmModule module, List<Import> imports) {
        Map<String, Signature> functions = new HashMap<>();
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            Export export = module.exportSection().getExport(i);
            int defined = export.index() - imports.size();
            if (export.exportType() == ExternalType.FUNCTION) {
                functions.put(
                        export.name(),
                        defined < 0
                                ? imports.get(export.index()).signature()
                                : signature(module.functionSection().getFunctionType(defined, module.typeSection())));
            }
        }
        return Collections.unmodifiableMap(functions);
    }

    private static boolean exportsMemory(WasmModule module) {
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            Export export = module.exportSection().getExport(i);
            if (export.exportType() == ExternalType.MEMORY && export.name().equals("memory")) {
                return true;
            }
        }
        return false;
    }

    private static Signature signature(FunctionType type) {
        List<Signature.Value> parameters =
                type.params().stream().map(ChicoryModule::value).toList();
        Signature.@Nullable Value result =
                switch (type.returns().size()) {
                    case 0 -> null;
                    case 1 -> value(type.returns().get(0));
                    default -> Signature.Value.OTHER;
                };
        return new Signature(parameters, result);
    }

    private static Signature.Value value(ValType type) {
        if (type.equals(ValType.I32)) {
            return Signature.Value.I32;
        }
        if (type.equals(ValType.I64)) {
            return Signature.Value.I64;
        }
        if (type.equals(ValType.F32)) {
            return Signature.Value.F32;
        }
        return type.equals(ValType.F64) ? Signature.Value.F64 : Signature.Value.OTHER;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    @Override
    public boolean exportsMemory() {
        return memory;
    }

    @Override
    public List<Import> imports() {
        return imports;
    }

    @Override
    public GuestInstance start(long memoryLimit, List<HostFunction> host) {
        ChicoryInstance guest = new ChicoryInstance();
        ImportFunction[] offered = host.stream().map(guest::imported).toArray(ImportFunction[]::new);
        Instance.Builder builder = Instance.builder(module)
                .withImportValues(ImportValues.builder().addFunction(offered).build())
                .withTableFactory(ChicoryModule::table)
                .withMemoryLimits(limits(memoryLimit));
        if (machine != null) {
            builder.withMachineFactory(machine);
        }
        guest.build(builder);
        return guest;
    }

    private MemoryLimits limits(long memoryLimit) {
        int most = (int) Math.min(memoryLimit / PAGE, MAX_PAGES);
        if (module.memorySection().isEmpty() || module.memorySection().get().memoryCount() == 0) {
            return new MemoryLimits(0, most);
        }
        MemoryLimits wanted = module.memorySection().get().getMemory(0).limits();
        if (wanted.initialPages() > most) {
            throw Fault.of(
                            422,
                            "E0516",
                            "the module starts with " + (long) wanted.initialPages() * PAGE
                                    + " bytes of memory, its limit is " + memoryLimit,
                            "raise +memory in the mechtron's Limits")
                    .toException();
        }
        return new MemoryLimits(wanted.initialPages(), Math.min(wanted.maximumPages(), most));
    }

    /** A table with limits of its own: the engine's would be shared by all instances, and be far larger. */
    private static TableInstance table(Table table, int initial) {
        long most = Math.min(table.limits().max(), Restrictions.MAX_TABLE_ELEMENTS);
        TableLimits limits = new TableLimits(table.limits().min(), most);
        return new TableInstance(new Table(table.elementType(), limits, table.initialize()), initial);
    }
}
