package io.hyperspace.registry.directory;

import io.hyperspace.provision.Lease;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What the directories of this Machine hold, for readers on the same Machine: whoever reads here need not wait for a
 * directory's mailbox.
 *
 * <p>Invariant: a state is here only while its directory runs and is not writing, so it is what the directory would answer
 * by. A directory takes its state away before it stores an event, for the event may be seen elsewhere, such as in the index,
 * before the directory hears that it is stored; it puts the new one here before it answers. It takes it away when it stops;
 * nobody else starts it while this Machine holds its lease, see {@link Directory}.
 */
final class NearStates {

    private final Lease lease;
    private final ConcurrentMap<Place, DirectoryState> states = new ConcurrentHashMap<>();

    /** Names a directory as {@link DirectoryId} does, without a text that each reader would have to make. */
    private record Place(Incarnation parent, int bucket) {}

    NearStates(Lease lease) {
        this.lease = lease;
    }

    /** ROOT's own directory is read by nobody here. */
    void show(DirectoryId directory, DirectoryState state) {
        Incarnation parent = directory.parent();
        if (parent != null) {
            states.put(new Place(parent, directory.bucket()), state);
        }
    }

    void hide(DirectoryId directory) {
        Incarnation parent = directory.parent();
        if (parent != null) {
            states.remove(new Place(parent, directory.bucket()));
        }
    }

    /**
     * The entry of a child that certainly is there now; null when only the directory can say.
     *
     * @param isWide whether the children of the parent are spread over buckets
     */
    @Nullable Entry child(Incarnation parent, boolean isWide, Point point) {
        DirectoryState state = states.get(new Place(parent, DirectoryId.bucket(point, isWide)));
        Entry entry = state == null ? null : state.child(point);
        return entry != null && entry.status() != Status.DELETED && lease.isHeld() ? entry : null;
    }
}
