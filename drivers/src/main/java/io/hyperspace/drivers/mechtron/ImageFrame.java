package io.hyperspace.drivers.mechtron;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.codec.SpaceJson;
import io.hyperspace.drivers.mechtron.engine.GuestImage;
import io.hyperspace.provision.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An image of a guest as bytes: the CBOR map {@code {"v":1,"module","pages","at","blocks","globals","tables"}}. The module is
 * its digest; numbers that belong together are one byte string, most significant byte first.
 */
final class ImageFrame {

    private static final int VERSION = 1;

    private ImageFrame() {}

    static byte[] write(Digest module, GuestImage image) {
        ObjectNode frame = SpaceJson.ownCbor().createObjectNode();
        frame.put("v", VERSION);
        frame.put("module", module.hex());
        frame.put("pages", image.pages());
        frame.put("at", bytes(image.at()));
        frame.put("blocks", image.blocks());
        ByteBuffer globals = ByteBuffer.allocate(Long.BYTES * image.globals().length);
        globals.asLongBuffer().put(image.globals());
        frame.put("globals", globals.array());
        ArrayNode tables = frame.putArray("tables");
        image.tables().forEach(table -> tables.add(bytes(table)));
        try {
            return SpaceJson.ownCbor().writeValueAsBytes(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(int[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        bytes.asIntBuffer().put(numbers);
        return bytes.array();
    }

    /**
     * @param module whose image it must be
     * @throws io.hyperspace.space.error.HyperspaceException 409 when it is of another module, 400 when it cannot be read
     */
    static GuestImage read(Digest module, byte[] bytes) {
        try {
            JsonNode frame = SpaceJson.ownCbor().readTree(bytes);
            if (!frame.path("module").asText().equals(module.hex())) {
                throw MechtronFaults.memoryOfAnotherModule().toException();
            }
            if (frame.path("v").asInt() != VERSION) {
                throw MechtronFaults.unreadableMemory("its version is " + frame.path("v"))
                        .toException();
            }
            List<int[]> tables = new ArrayList<>();
            for (JsonNode table : frame.path("tables")) {
                tables.add(ints(table));
            }
            LongBuffer globals = ByteBuffer.wrap(binary(frame.path("globals"))).asLongBuffer();
            long[] halves = new long[globals.remaining()];
            globals.get(halves);
            return new GuestImage(
                    frame.path("pages").asInt(), ints(frame.path("at")), binary(frame.path("blocks")), halves, tables);
        } catch (IOException | IllegalArgumentException e) {
            throw MechtronFaults.unreadableMemory(String.valueOf(e.getMessage()))
                    .toException();
        }
    }

    private static int[] ints(JsonNode node) throws IOException {
        IntBuffer buffer = ByteBuffer.wrap(binary(node)).asIntBuffer();
        int[] numbers = new int[buffer.remaining()];
        buffer.get(numbers);
        return numbers;
    }

    private static byte[] binary(JsonNode node) throws IOException {
        byte[] bytes = node.binaryValue();
        if (bytes == null) {
            throw new IllegalArgumentException("a byte string is missing");
        }
        return bytes;
    }
}
