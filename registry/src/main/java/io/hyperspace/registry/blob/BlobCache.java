package io.hyperspace.registry.blob;

import io.hyperspace.provision.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content in files, each named by its digest.
 *
 * <p>Invariants: the files together have at most the limit's bytes, once a call has ended; what is given out has the
 * digest it was asked for. A cache that cannot be written is no failure, only slower.
 */
final class BlobCache {

    private static final Logger LOG = LoggerFactory.getLogger(BlobCache.class);

    private final Path folder;
    private final long limit;
    /** Sizes, what was used longest ago first. */
    private final Map<Digest, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);

    private long total;

    private BlobCache(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** Opens the cache in a folder, with what an earlier run has left there. */
    static BlobCache open(Path folder, long limit) {
        BlobCache cache = new BlobCache(folder, limit);
        try {
            Files.createDirectories(folder);
            cache.take(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache of content cannot be opened", e);
        }
        return cache;
    }

    private record Found(Path file, FileTime used, long size) {}

    private synchronized void take(Path there) throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(there)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                found.add(new Found(file, attributes.lastModifiedTime(), attributes.size()));
            }
        }
        found.sort(Comparator.comparing(Found::used));
        for (Found one : found) {
            String name = one.file().getFileName().toString();
            if (name.matches("[0-9a-f]{64}")) {
                add(new Digest(name), one.size());
            } else {
                Files.deleteIfExists(one.file());
            }
        }
        shrink();
    }

    /** The content, if it is here and whole. */
    byte @Nullable [] get(Digest digest) {
        synchronized (this) {
            if (sizes.get(digest) == null) {
                return null;
            }
        }
        byte[] bytes = read(digest);
        if (bytes == null || !Digest.of(bytes).equals(digest)) {
            LOG.warn("dropped a damaged file from the cache: {}", digest);
            drop(digest);
            return null;
        }
        return bytes;
    }

    private byte @Nullable [] read(Digest digest) {
        try {
            return Files.readAllBytes(file(digest));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.warn("could not read {} from the cache", digest, e);
            return null;
        }
    }

    void put(Digest digest, byte[] bytes) {
        if (bytes.length > limit) {
            return;
        }
        try {
            Path written = Files.createTempFile(folder, "new", ".part");
            Files.write(written, bytes);
            synchronized (this) {
                Files.move(written, file(digest), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                add(digest, bytes.length);
                shrink();
            }
        } catch (IOException e) {
            LOG.warn("could not write {} to the cache", digest, e);
        }
    }

    private void add(Digest digest, long size) {
        Long before = sizes.put(digest, size);
        total += size - (before == null ? 0 : before);
    }

    private synchronized void drop(Digest digest) {
        Long size = sizes.remove(digest);
        total -= size == null ? 0 : size;
        delete(digest);
    }

    private void shrink() {
        while (total > limit) {
            Digest oldest = sizes.keySet().iterator().next();
            drop(oldest);
        }
    }

    private void delete(Digest digest) {
        try {
            Files.deleteIfExists(file(digest));
        } catch (IOException e) {
            LOG.warn("could not delete {} from the cache", digest, e);
        }
    }

    private Path file(Digest digest) {
        return folder.resolve(digest.hex());
    }

    synchronized long total() {
        return total;
    }
}
