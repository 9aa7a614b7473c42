package io.hyperspace.freight;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages that come in parts. Belongs to {@link Parcels}. */
final class Incoming {

    /** Messages that have come and whose last acknowledgement may be lost, at most. */
    private static final int REMEMBERED = 1_000;

    private final Scale scale;
    private final Map<Parcel.Key, Coming> coming = new HashMap<>();
    private final Set<Parcel.Key> done = new LinkedHashSet<>();

    private static final class Coming {
        private final Assembly assembly;
        private long lastMoved;

        private Coming(Assembly assembly) {
            this.assembly = assembly;
        }
    }

    Incoming(Scale scale) {
        this.scale = scale;
    }

    /**
     * Takes a part.
     *
     * @param arrived takes the bytes when this was the last
     * @return what its sender is told
     */
    Parcels.Command take(Parcel parcel, long now, Arrived arrived) {
        Parcel.Key key = parcel.key();
        Slice slice = parcel.slice();
        if (done.contains(key)) {
            return new Parcel.Got(parcel.number(), slice.size());
        }
        Coming one = coming.get(key);
        if (one == null && slice.isFirst()) {
            one = begin(key, slice);
        }
        if (one == null) {
            return slice.isFirst() ? new Parcel.NoRoom(parcel.number()) : new Parcel.Got(parcel.number(), 0);
        }
        if (one.assembly.add(slice)) {
            one.lastMoved = now;
        }
        int filled = one.assembly.filled();
        if (one.assembly.isWhole()) {
            coming.remove(key);
            remember(key);
            byte[] bytes = one.assembly.release();
            if (bytes != null) {
                arrived.take(bytes);
            }
        }
        return new Parcel.Got(parcel.number(), filled);
    }

    /** Takes a message. */
    interface Arrived {
        void take(byte[] bytes);
    }

    private @Nullable Coming begin(Parcel.Key key, Slice slice) {
        Assembly assembly = new Assembly(scale, slice);
        if (!assembly.isKept()) {
            return null;
        }
        Coming one = new Coming(assembly);
        coming.put(key, one);
        return one;
    }

    private void remember(Parcel.Key key) {
        done.add(key);
        if (done.size() > REMEMBERED) {
            done.remove(done.iterator().next());
        }
    }

    /** Drops what has not gone on for so long. */
    void dropStuck(long now, long nanos) {
        coming.values().removeIf(one -> {
            boolean isStuck = now - one.lastMoved > nanos;
            if (isStuck) {
                one.assembly.release();
            }
            return isStuck;
        });
    }

    void dropAll() {
        coming.values().forEach(one -> one.assembly.release());
        coming.clear();
    }
}
