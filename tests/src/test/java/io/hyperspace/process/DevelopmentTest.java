package io.hyperspace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profile {@code development}: a process that serves the database, and two Machines in processes of their own. */
@Tag("long")
class DevelopmentTest {

    private static final Pattern READY = Pattern.compile("ready database=(\\S+) password-file=(\\S+)");
    private static final Duration SOON = GuestBooks.SOON;

    @TempDir
    private Path folder;

    private final Deque<Runnable> started = new ArrayDeque<>();
    private MachineProcess one;
    private MachineProcess two;

    @BeforeEach
    void start() throws IOException {
        Path log = folder.resolve("database.log");
        Process database = JavaProcess.start(
                log,
                List.of(),
                List.of(),
                List.of("database", "--data", folder.resolve("served").toString(), "--port", "0"));
        started.push(() -> database.destroyForcibly().onExit().join());
        Matcher ready = JavaProcess.line(database, READY, log);
        List<String> settings = List.of(
                "hyperspace.profile=development",
                "hyperspace.database.url=" + ready.group(1),
                "hyperspace.database.password-file=" + ready.group(2));
        one = start("m1", settings);
        two = start("m2", settings);
    }

    private MachineProcess start(String name, List<String> settings) {
        MachineProcess machine = MachineProcess.start(name, folder, List.of(), settings);
        started.push(machine::close);
        return machine;
    }

    @AfterEach
    void end() {
        started.forEach(Runnable::run);
    }

    @Test
    void machinesReadWhatOthersStoredAndOneGoesOnWhenTheOtherIsKilled() {
        store(one, "create localhost<Space>", "create localhost:first<Base>{ +title=one }");
        store(two, "create localhost:second<Base>{ +title=two }");
        assertThat(title(two, "localhost:first")).isEqualTo("one");
        assertThat(title(one, "localhost:second")).isEqualTo("two");

        one.kill();

        Awaitility.await().atMost(Answers.FAIL_OVER).until(() -> isStored(two, "create? localhost:third<Base>"));
        store(two, "set localhost:first{ +title=three }");
        assertThat(title(two, "localhost:first")).isEqualTo("three");
        assertThat(title(two, "localhost:second")).isEqualTo("two");
    }

    private static void store(MachineProcess machine, String... lines) {
        for (String line : lines) {
            MachineProcess.Answer answer = machine.command(line, SOON);
            assertThat(answer.isOk()).as("%s: %s", line, answer.body()).isTrue();
        }
    }

    private static boolean isStored(MachineProcess machine, String line) {
        try {
            return machine.command(line, Duration.ofSeconds(2)).isOk();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String title(MachineProcess machine, String point) {
        MachineProcess.Answer answer = machine.command("get " + point + "{ title }", SOON);
        return answer.result().path("title").asText();
    }
}
