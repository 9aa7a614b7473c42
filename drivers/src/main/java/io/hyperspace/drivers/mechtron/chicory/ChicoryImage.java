package io.hyperspace.drivers.mechtron.chicory;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.MutabilityType;
import io.hyperspace.drivers.mechtron.engine.GuestImage;
import io.hyperspace.drivers.mechtron.engine.GuestTrap;
import io.hyperspace.space.error.Faults;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Copies all that an instance has out of it, and into another of the same module. */
final class ChicoryImage {

    private static final int BLOCK = GuestImage.BLOCK;
    private static final int PAGE = 65_536;
    private static final byte[] ZEROS = new byte[BLOCK];

    private ChicoryImage() {}

    /** @throws io.hyperspace.space.error.HyperspaceException 413 when the blocks have more bytes than the limit */
    static GuestImage of(Instance instance, long limit) {
        Memory memory = instance.memory();
        int pages = memory == null ? 0 : memory.pages();
        List<Integer> at = new ArrayList<>();
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (int block = 0; memory != null && block < pages * (PAGE / BLOCK); block++) {
            byte[] bytes = memory.readBytes(block * BLOCK, BLOCK);
            if (Arrays.equals(bytes, ZEROS)) {
                continue;
            }
            if (blocks.size() + BLOCK > limit) {
                throw Faults.tooLarge("the memory of a guest", limit).toException();
            }
            at.add(block);
            blocks.writeBytes(bytes);
        }
        return new GuestImage(
                pages,
                at.stream().mapToInt(Integer::intValue).toArray(),
                blocks.toByteArray(),
                globals(instance),
                tables(instance));
    }

    private static long[] globals(Instance instance) {
        long[] globals = new long[2 * instance.globalCount()];
        for (int i = 0; i < instance.globalCount(); i++) {
            globals[2 * i] = instance.global(i).getValueLow();
            globals[2 * i + 1] = instance.global(i).getValueHigh();
        }
        return globals;
    }

    /** No table or function is ever imported as a reference, so all that is referred to is the instance's own. */
    private static List<int[]> tables(Instance instance) {
        return IntStream.range(0, instance.tableCount())
                .mapToObj(instance::table)
                .map(table -> IntStream.range(0, table.size()).map(table::ref).toArray())
                .toList();
    }

    /** @throws GuestTrap when the image is not one of this module, or has more memory than the instance may have */
    static void into(Instance instance, GuestImage image) {
        if (image.globals().length != 2 * instance.globalCount()
                || image.tables().size() != instance.tableCount()) {
            throw GuestTrap.trap("the image is of another module");
        }
        Memory memory = instance.memory();
        if (memory != null) {
            restore(memory, image);
        }
        for (int i = 0; i < instance.globalCount(); i++) {
            GlobalInstance global = instance.global(i);
            if (global.getMutabilityType() == MutabilityType.Var) {
                global.setValueLow(image.globals()[2 * i]);
                global.setValueHigh(image.globals()[2 * i + 1]);
            }
        }
        for (int i = 0; i < instance.tableCount(); i++) {
            restore(instance, instance.table(i), image.tables().get(i));
        }
    }

    private static void restore(Memory memory, GuestImage image) {
        int missing = image.pages() - memory.pages();
        if (missing < 0 || (missing > 0 && memory.grow(missing) < 0)) {
            throw GuestTrap.trap("the image has " + image.pages() + " pages of memory");
        }
        memory.fill((byte) 0, 0, image.pages() * PAGE);
        for (int i = 0; i < image.at().length; i++) {
            memory.write(image.at()[i] * BLOCK, image.blocks(), i * BLOCK, BLOCK);
        }
    }

    private static void restore(Instance instance, TableInstance table, int[] refs) {
        int missing = refs.length - table.size();
        if (missing < 0 || (missing > 0 && table.grow(missing, -1, instance) < 0)) {
            throw GuestTrap.trap("the image has a table of " + refs.length + " elements");
        }
        for (int i = 0; i < refs.length; i++) {
            table.setRef(i, refs[i], instance);
        }
    }
}
