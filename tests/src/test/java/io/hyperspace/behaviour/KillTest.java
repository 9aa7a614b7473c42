package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the real process again and again while clients write, and counts what is there afterwards. */
@Tag("long")
final class KillTest {

    private static final int ROUNDS = 10;
    private static final int WRITERS = 4;
    private static final int PAGE = 100;
    private static final Duration READY_WITHIN = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    @Test
    void everyAcknowledgedEntryIsThereOnceAndEveryOtherAtMostOnce(@TempDir Path data) throws Exception {
        long seed = Long.getLong("hyperspace.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Duration> starts = new ArrayList<>();

        for (int round = 0; round < ROUNDS; round++) {
            GuestBookProcess.killEarly(data, Sample.bundle(), Duration.ofMillis(random.nextInt(4000)));
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

        assertThat(faults).as("seed %d", seed).isEmpty();
        Duration first = starts.get(0);
        Collections.sort(starts);
        assertThat(first).isLessThan(READY_WITHIN);
        assertThat(starts.get(starts.size() / 2)).isLessThan(first.plus(MARGIN));
    }

    private void writeAndKill(GuestBookProcess guestBook, int round, Duration after) throws InterruptedException {
        int before = acknowledged.size();
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = "r" + round + "w" + writer;
            Thread thread = new Thread(() -> write(guestBook, name), name);
            thread.start();
            writers.add(thread);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> acknowledged.size() > before);
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
                HttpResponse<String> answer = guestBook.post("/api/entries", "name=" + entry + "&message=hello");
                assertThat(answer.statusCode()).isEqualTo(201);
                acknowledged.put(
                        entry, JSON.readTree(answer.body()).get("number").asLong());
            }
        } catch (HttpTimeoutException | InterruptedException | RuntimeException | AssertionError e) {
            faults.add(e);
        } catch (IOException e) {
            if (!guestBook.isBeingKilled()) {
                faults.add(e);
            }
        }
    }

    private void check(GuestBookProcess guestBook, long seed) throws IOException, InterruptedException {
        Map<String, Long> found = entries(guestBook);

        assertThat(found).as("seed %d", seed).containsAllEntriesOf(acknowledged);
        assertThat(tried).as("seed %d", seed).containsAll(found.keySet());
    }

    private static Map<String, Long> entries(GuestBookProcess guestBook) throws IOException, InterruptedException {
        Map<String, Long> names = new HashMap<>();
        long before = Long.MAX_VALUE;
        while (before > 1) {
            JsonNode page =
                    JSON.readTree(guestBook.get("/api/entries?before=" + before).body());
            assertThat(page.get("entries").size()).isLessThanOrEqualTo(PAGE);
            if (page.get("entries").isEmpty()) {
                break;
            }
            for (JsonNode entry : page.get("entries")) {
                before = entry.get("number").asLong();
                assertThat(names.put(entry.get("name").asText(), before)).isNull();
            }
        }
        return names;
    }
}
