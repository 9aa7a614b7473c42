package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample as people run it. */
final class SampleTest {

    private static final Duration READY_WITHIN = Duration.ofSeconds(10);

    @Test
    void oneCommandBringsThePageAReplyThatWebAssemblyMadeAndState(@TempDir Path data) throws Exception {
        try (GuestBookProcess guestBook = GuestBookProcess.run(data)) {
            assertThat(guestBook.startTime()).isLessThan(READY_WITHIN);
            assertThat(guestBook.get("/").body()).contains("<!doctype html>");
            assertThat(guestBook.get("/hello?name=Ada").body()).contains("Hello Ada");
            assertThat(guestBook.post("/api/entries", "name=Ada&message=Hi").statusCode())
                    .isEqualTo(201);
            assertThat(guestBook.get("/api/entries").body()).contains("\"total\":1", "\"Ada\"");
        }

        try (GuestBookProcess guestBook = GuestBookProcess.run(data)) {
            assertThat(guestBook.startTime()).isLessThan(READY_WITHIN);
            assertThat(guestBook.get("/api/entries").body()).contains("\"total\":1", "\"Ada\"");
        }
    }
}
