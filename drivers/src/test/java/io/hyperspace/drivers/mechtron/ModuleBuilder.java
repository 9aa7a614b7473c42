package io.hyperspace.drivers.mechtron;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes small WebAssembly modules, section by section, for tests that need one nobody would compile. */
final class ModuleBuilder {

    static final int I32 = 0x7f;
    static final int I64 = 0x7e;

    private final List<byte[]> types = new ArrayList<>();
    private final List<byte[]> imports = new ArrayList<>();
    private final List<byte[]> functions = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<byte[]> exports = new ArrayList<>();
    private final List<byte[]> codes = new ArrayList<>();
    private final List<byte[]> memories = new ArrayList<>();
    private final List<byte[]> tables = new ArrayList<>();
    private final List<byte[]> globals = new ArrayList<>();

    /** A function type; its index is that of the call. */
    ModuleBuilder type(int[] parameters, int... results) {
        return type(bytes(0x60, vector(parameters), vector(results)));
    }

    /** Any entry of the type section. */
    ModuleBuilder type(byte[] entry) {
        types.add(entry);
        return this;
    }

    ModuleBuilder importing(String module, String name, int type) {
        imports.add(bytes(text(module), text(name), 0, unsigned(type)));
        return this;
    }

    /** A function with its own name as export, of a type, with locals of {@code i32} and a body without its end. */
    ModuleBuilder function(String name, int type, int locals, byte[] body) {
        names.add(name);
        functions.add(unsigned(type));
        byte[] declared = locals == 0 ? new byte[] {0} : bytes(1, unsigned(locals), I32);
        byte[] code = bytes(declared, body, 0x0b);
        codes.add(bytes(unsigned(code.length), code));
        return this;
    }

    ModuleBuilder memory(int pages) {
        exports.add(bytes(text("memory"), 2, 0));
        return memory(bytes(0, unsigned(pages)));
    }

    /** Any entry of the memory section. */
    ModuleBuilder memory(byte[] limits) {
        memories.add(limits);
        return this;
    }

    ModuleBuilder table(long elements) {
        tables.add(bytes(0x70, 0, unsigned(elements)));
        return this;
    }

    /** A number of 32 bits that the module may change. */
    ModuleBuilder global(int initial) {
        globals.add(bytes(I32, 1, 0x41, signed(initial), 0x0b));
        return this;
    }

    byte[] build() {
        for (int i = 0; i < names.size(); i++) {
            exports.add(bytes(text(names.get(i)), 0, unsigned(imports.size() + i)));
        }
        return bytes(
                0,
                'a',
                's',
                'm',
                1,
                0,
                0,
                0,
                section(1, types),
                section(2, imports),
                section(3, functions),
                section(4, tables),
                section(5, memories),
                section(6, globals),
                section(7, exports),
                section(10, codes));
    }

    private static byte[] section(int id, List<byte[]> entries) {
        if (entries.isEmpty()) {
            return new byte[0];
        }
        byte[] content = bytes(unsigned(entries.size()), bytes(entries.toArray()));
        return bytes(id, unsigned(content.length), content);
    }

    private static byte[] vector(int[] values) {
        return bytes(
                unsigned(values.length), bytes(Arrays.stream(values).boxed().toArray()));
    }

    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return bytes(unsigned(utf8.length), utf8);
    }

    /** Bytes one after the other: each part is a number below 256, a character or an array. */
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] array) {
                out.writeBytes(array);
            } else if (part instanceof Character c) {
                out.write(c);
            } else {
                out.write(((Number) part).intValue());
            }
        }
        return out.toByteArray();
    }

    /** LEB128. */
    static byte[] unsigned(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while (left >>> 7 != 0) {
            out.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }

    /** Signed LEB128. */
    static byte[] signed(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while (left < -64 || left > 63) {
            out.write((int) ((left & 0x7f) | 0x80));
            left >>= 7;
        }
        out.write((int) (left & 0x7f));
        return out.toByteArray();
    }
}
