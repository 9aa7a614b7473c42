package io.hyperspace.registry.directory;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KindRules;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Names a directory: the incarnation of the point whose children it holds, and the bucket. ROOT's own record is in a
 * directory of its own. The text is stored, so neither it nor the way a bucket is chosen may ever change.
 *
 * @param text {@code root}, or incarnation, a dash and the bucket
 */
public record DirectoryId(String text) {

    public static final int BUCKETS = 256;

    /** Where ROOT's own record is. */
    public static final DirectoryId ROOT = new DirectoryId("root");

    private static final String PERSISTENCE_PREFIX = "directory-";
    private static final String WIDE_PROPERTY = "wide";

    public static DirectoryId of(Incarnation parent, int bucket) {
        return new DirectoryId(parent + "-" + bucket);
    }

    /** Where the record of a child is. */
    public static DirectoryId holding(Point child, Incarnation parent, boolean parentIsWide) {
        return of(parent, bucket(child, parentIsWide));
    }

    /** Where a point's sequence is. */
    public static DirectoryId ofSequence(Incarnation parent) {
        return of(parent, 0);
    }

    /** Whether what persists under that id is a directory. */
    public static boolean isDirectory(String persistenceId) {
        return persistenceId.startsWith(PERSISTENCE_PREFIX);
    }

    /** The directory that persists under that id. */
    public static DirectoryId ofPersistenceId(String persistenceId) {
        if (!isDirectory(persistenceId)) {
            throw new IllegalArgumentException("not a directory: " + persistenceId);
        }
        return new DirectoryId(persistenceId.substring(PERSISTENCE_PREFIX.length()));
    }

    /** What its events are stored under. */
    public String persistenceId() {
        return PERSISTENCE_PREFIX + text;
    }

    public int bucket() {
        return equals(ROOT) ? 0 : Integer.parseInt(text.substring(text.indexOf('-') + 1));
    }

    /** The particle whose children it holds; null for {@link #ROOT}. */
    @Nullable Incarnation parent() {
        return equals(ROOT) ? null : Incarnation.parse(text.substring(0, text.indexOf('-')));
    }

    /** In which bucket a child is. */
    static int bucket(Point child, boolean parentIsWide) {
        if (!parentIsWide) {
            return 0;
        }
        CRC32 crc = new CRC32();
        crc.update(child.toString().getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % BUCKETS);
    }

    /** Whether a point's children are spread over buckets: decided when it is registered, for ever. */
    static boolean isWide(Kind kind, java.util.Map<String, Entry.Value> properties) {
        Entry.Value wide = properties.get(WIDE_PROPERTY);
        boolean asked = wide != null && wide.text().equals("true");
        return KindRules.isWide(kind) || (asked && kind.base().equals(Kind.BASE.base()));
    }

    /** Whether a property decides how a particle is stored, so that it cannot change later. */
    static boolean isFixed(Kind kind, String key) {
        return key.equals(WIDE_PROPERTY) && kind.base().equals(Kind.BASE.base());
    }

    @Override
    public String toString() {
        return text;
    }
}
