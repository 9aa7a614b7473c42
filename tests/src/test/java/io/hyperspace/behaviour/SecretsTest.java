package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.hyperspace.testkit.HyperverseExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A password is nowhere but where it is typed: not in what is stored, logged or answered. */
final class SecretsTest {

    @RegisterExtension
    static final HyperverseExtension HYPERVERSE = HyperverseExtension.create();

    private static final String FIRST = "zebra-first-password";
    private static final String SECOND = "zebra-second-password";
    private static final String WRONG = "zebra-wrong-password";
    private static final String ANN = "hyperspace:users:ann";

    private final CommandLine commandLine = new CommandLine(HYPERVERSE);
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final List<String> answers = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void noPasswordAndNoTokenIsStoredLoggedOrAnswered() throws IOException {
        String token = whileLogging(this::usePasswords);
        String key =
                Files.readString(HYPERVERSE.data().resolve("control.secret")).strip();
        HYPERVERSE.machine().close();

        String stored = stored(HYPERVERSE.data());
        assertThat(stored).contains("$argon2id$").contains("canary-of-what-is-stored");
        assertThat(stored).doesNotContain("zebra-").doesNotContain(token);
        assertThat(logged).anyMatch(line -> line.contains("hyperuser as " + ANN + ": set " + ANN));
        assertThat(logged)
                .noneMatch(line -> line.contains("zebra-"))
                .noneMatch(line -> line.contains(token))
                .noneMatch(line -> line.contains(key));
        assertThat(answers).hasSizeGreaterThan(10).noneMatch(answer -> answer.contains("zebra-"));
        assertThat(answers).noneMatch(answer -> answer.contains("argon2id"));
        HYPERVERSE.restart();
    }

    private String usePasswords() throws IOException {
        Path file = folder.resolve("token");
        exec("create " + ANN + "<User>{ +password='" + FIRST + "', +note=canary-of-what-is-stored }");
        exec("create " + ANN + "<User>{ +password='" + FIRST + "' }");
        commandLine.login(file, ANN, FIRST);
        commandLine.login(file, ANN, WRONG);
        commandLine.login(file, "hyperspace:users:nobody", WRONG);
        exec("set " + ANN + "{ +password='" + SECOND + "' }");
        answers.add(commandLine
                .run("exec", "set " + ANN + "{ +password='" + SECOND + "' }", "--agent", ANN)
                .toString());
        exec("set " + ANN + "{ +password='zebra-" + "x".repeat(300) + "' }");
        exec("get " + ANN + "{ password, note }");
        exec("get " + ANN);
        exec("select " + ANN);
        exec("set " + ANN + "{ +password='" + SECOND + " }");
        exec("set " + ANN + "{ +password=" + SECOND + " zebra-more words }");
        exec("set " + ANN + "{ +password='it's " + SECOND + "' }");
        exec("create " + ANN + "<Usr>{ +password='" + SECOND + "' }");
        exec("set " + ANN + "{ +Password='" + SECOND + "' }");
        commandLine.login(file, ANN, SECOND);
        exec("history " + ANN);
        return Files.readString(file).strip();
    }

    private void exec(String command) {
        answers.add(commandLine.run("exec", command).toString());
        answers.add(commandLine.run("exec", command, "--json").toString());
        answers.add(commandLine.input(command, "script", "-").toString());
    }

    private interface Work {
        String run() throws IOException;
    }

    /** Takes in all that is logged, from the finest level on. */
    private String whileLogging(Work work) throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                logged.add(event.getFormattedMessage() + trace(event));
            }
        };
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        try {
            return work.run();
        } finally {
            root.setLevel(before);
            root.detachAppender(appender);
        }
    }

    private static String trace(ILoggingEvent event) {
        StringWriter text = new StringWriter();
        if (event.getThrowableProxy() instanceof ch.qos.logback.classic.spi.ThrowableProxy proxy) {
            proxy.getThrowable().printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    /** All bytes below a folder but the secret that is meant to be there. */
    private static String stored(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
