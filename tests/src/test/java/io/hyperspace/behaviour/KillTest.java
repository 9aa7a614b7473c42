package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the real process again and again while clients write, and counts what is there afterwards. */
final class KillTest {

    private static final int ROUNDS = 10;
    private static final int WRITERS = 4;
    private static final int PAGE = 100;
    private static final Duration READY_WITHIN = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    @Test
    void everyAcknowledgedEntryIsThereOnceAndEveryOtherAtMostOnce(@TempDir Path data) throws Exception {
        long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Duration> starts = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            try (GuestBookProcess guestBook = GuestBookProcess.start(data, Sample.bundle())) {
                starts.add(guestBook.startTime());
                check(guestBook, seed);
                writeAndKill(guestBook, round, Duration.ofMillis(300 + random.nextInt(1200)));
            }
        }
        try (GuestBookProcess guestBook = GuestBookProcess.start(data, Sample.bundle())) {
            starts.add(guestBook.startTime());
            check(guestBook, seed);
        }

        assertThat(acknowledged).as("seed %d", seed).hasSizeGreaterThan(ROUNDS);
        Collections.sort(starts);
        assertThat(starts.get(starts.size() / 2)).isLessThan(READY_WITHIN);
    }

    private void writeAndKill(GuestBookProcess guestBook, int round, Duration after) throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = "r" + round + "w" + writer;
            Thread thread = new Thread(() -> write(guestBook, name), name);
            thread.start();
            writers.add(thread);
        }
        LockSupport.parkNanos(after.toNanos());
        guestBook.kill();
        for (Thread writer : writers) {
            writer.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(writer.isAlive()).isFalse();
        }
    }

    /** Adds one entry after the other until the process is gone. */
    private void write(GuestBookProcess guestBook, String name) {
        try {
            for (int i = 0; ; i++) {
                String entry = name + "n" + i;
                tried.add(entry);
                if (guestBook
                                .post("/api/entries", "name=" + entry + "&message=hello")
                                .statusCode()
                        == 201) {
                    acknowledged.add(entry);
                }
            }
        } catch (IOException | InterruptedException gone) {
            assertThat(gone).isNotNull();
        }
    }

    private void check(GuestBookProcess guestBook, long seed) throws IOException, InterruptedException {
        List<String> found = entries(guestBook);

        assertThat(found).as("seed %d", seed).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(tried).as("seed %d", seed).containsAll(found);
    }

    private static List<String> entries(GuestBookProcess guestBook) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (before > 1) {
            JsonNode page =
                    JSON.readTree(guestBook.get("/api/entries?before=" + before).body());
            assertThat(page.get("entries").size()).isLessThanOrEqualTo(PAGE);
            if (page.get("entries").isEmpty()) {
                break;
            }
            for (JsonNode entry : page.get("entries")) {
                names.add(entry.get("name").asText());
                before = entry.get("number").asLong();
            }
        }
        return names;
    }
}
