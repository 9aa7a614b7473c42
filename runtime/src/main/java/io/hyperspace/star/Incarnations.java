package io.hyperspace.star;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A set of incarnations that takes 16 bytes for each, in memory and on disk. It never changes. */
@JsonDeserialize(using = Incarnations.Reader.class)
final class Incarnations {

    static final Incarnations NONE = new Incarnations(new long[0]);

    /** The two halves of each, one after the other, in the order of the identifiers. */
    private final long[] halves;

    private Incarnations(long[] halves) {
        this.halves = halves;
    }

    static Incarnations of(Collection<Incarnation> some) {
        return NONE.with(some);
    }

    int size() {
        return halves.length / 2;
    }

    private Ulid at(int place) {
        return new Ulid(halves[2 * place], halves[2 * place + 1]);
    }

    boolean contains(Incarnation wanted) {
        int from = 0;
        int to = size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = at(middle).compareTo(wanted.ulid());
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return false;
    }

    /**
     * The next in order.
     *
     * @param last only those behind it; null for the first
     */
    List<Incarnation> behind(@Nullable Incarnation last, int limit) {
        int place = 0;
        while (last != null && place < size() && at(place).compareTo(last.ulid()) <= 0) {
            place++;
        }
        int from = place;
        return IntStream.range(from, Math.min(size(), from + limit))
                .mapToObj(next -> new Incarnation(at(next)))
                .toList();
    }

    /** These and some more. */
    Incarnations with(Collection<Incarnation> more) {
        TreeSet<Ulid> added = ulids(more).collect(Collectors.toCollection(TreeSet::new));
        added.removeIf(ulid -> contains(new Incarnation(ulid)));
        long[] merged = new long[halves.length + 2 * added.size()];
        int read = 0;
        int written = 0;
        for (Ulid next : added) {
            for (; read < size() && at(read).compareTo(next) < 0; read++, written++) {
                System.arraycopy(halves, 2 * read, merged, 2 * written, 2);
            }
            merged[2 * written] = next.high();
            merged[2 * written + 1] = next.low();
            written++;
        }
        System.arraycopy(halves, 2 * read, merged, 2 * written, halves.length - 2 * read);
        return new Incarnations(merged);
    }

    /** These but some. */
    Incarnations without(Collection<Incarnation> less) {
        Set<Ulid> removed = ulids(less).collect(Collectors.toCollection(HashSet::new));
        long[] left = new long[halves.length];
        int written = 0;
        for (int read = 0; read < size(); read++) {
            if (!removed.contains(at(read))) {
                System.arraycopy(halves, 2 * read, left, 2 * written, 2);
                written++;
            }
        }
        return new Incarnations(Arrays.copyOf(left, 2 * written));
    }

    Incarnations with(Incarnations more) {
        return with(more.all());
    }

    Incarnations without(Incarnations less) {
        return without(less.all());
    }

    private List<Incarnation> all() {
        return IntStream.range(0, size())
                .mapToObj(place -> new Incarnation(at(place)))
                .toList();
    }

    private static Stream<Ulid> ulids(Collection<Incarnation> some) {
        return some.stream().map(Incarnation::ulid);
    }

    @JsonValue
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * halves.length);
        bytes.asLongBuffer().put(halves);
        return bytes.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Incarnations that && Arrays.equals(halves, that.halves);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(halves);
    }

    @Override
    public String toString() {
        return size() + " incarnations";
    }

    /** Reads the bytes; also what was stored once, a map by their texts or a list of these. */
    static final class Reader extends StdDeserializer<Incarnations> {

        private static final long serialVersionUID = 1;

        Reader() {
            super(Incarnations.class);
        }

        @Override
        public Incarnations deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT || in.currentToken() == JsonToken.VALUE_STRING) {
                long[] halves = new long[in.getBinaryValue().length / Long.BYTES];
                ByteBuffer.wrap(in.getBinaryValue()).asLongBuffer().get(halves);
                return new Incarnations(halves);
            }
            Set<Incarnation> some = new HashSet<>();
            boolean isMap = in.currentToken() == JsonToken.START_OBJECT;
            while (!List.of(JsonToken.END_OBJECT, JsonToken.END_ARRAY).contains(in.nextToken())) {
                some.add(Incarnation.parse(isMap ? in.currentName() : in.getText()));
                if (isMap) {
                    in.nextToken();
                    in.skipChildren();
                }
            }
            return of(some);
        }
    }
}
