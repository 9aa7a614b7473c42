package io.hyperspace.codec;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a map that is about to be written, in their order; counted, so that CBOR can say how many come. */
final class Fields {

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** Writes one value. */
    interface Part {
        void write(FrameWriter out) throws IOException;
    }

    /** Writes one element of a list. */
    interface Element<T> {
        void write(FrameWriter out, T element) throws IOException;
    }

    /** A field that is the text of a value; left out when there is none. */
    Fields text(String name, @Nullable Object value) {
        return value == null ? this : part(name, out -> out.text(value.toString()));
    }

    Fields whole(String name, long value) {
        return part(name, out -> out.whole(value));
    }

    /** A field that is there only when it is true. */
    Fields ifTrue(String name, boolean value) {
        return value ? part(name, out -> out.truth(true)) : this;
    }

    /** A field that is a list; left out when it is empty. */
    <T> Fields list(String name, List<T> elements, Element<T> element) {
        return elements.isEmpty()
                ? this
                : part(name, out -> {
                    out.list(elements.size());
                    for (T one : elements) {
                        element.write(out, one);
                    }
                    out.endList();
                });
    }

    Fields texts(String name, List<?> elements) {
        return list(name, elements, (out, one) -> out.text(one.toString()));
    }

    Fields part(String name, Part part) {
        parts.put(name, part);
        return this;
    }

    void write(FrameWriter out) throws IOException {
        out.map(parts.size());
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            out.name(part.getKey());
            part.getValue().write(out);
        }
        out.endMap();
    }
}
