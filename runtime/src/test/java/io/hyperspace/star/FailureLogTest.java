package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hyperspace.space.point.Point;
import io.hyperspace.star.FailureBudget.Failed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much the log tells of particles that fail in a loop. */
final class FailureLogTest {

    private static final Point ONE = Point.parse("test:one");

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger logger = new LoggerContext().getLogger("failures");
    private final FailureLog log = new FailureLog(logger, Duration.ofMillis(20), Duration.ofMillis(100));

    @BeforeEach
    void listen() {
        told.start();
        logger.addAppender(told);
    }

    private void fails(Failed failed, long millis) {
        log.failed(ONE, new IllegalStateException("why"), failed, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private List<String> lines() {
        return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aFirstFailureIsToldWithItsTraceAndALaterOneInALine() {
        fails(Failed.FIRST, 0);
        fails(Failed.AGAIN, 1);

        assertThat(lines())
                .containsExactly("test:one has failed", "test:one has failed: java.lang.IllegalStateException: why");
        assertThat(told.list.get(0).getThrowableProxy()).isNotNull();
        assertThat(told.list.get(1).getThrowableProxy()).isNull();
    }

    @Test
    void ofManyFailuresThereIsALineForEachTimeAndItSaysHowManyAreLeftOut() {
        for (int i = 0; i < 1_000; i++) {
            fails(i % 2 == 0 ? Failed.FIRST : Failed.AGAIN, i);
        }

        assertThat(lines()).hasSize(10 + 50);
        assertThat(lines().get(lines().size() - 1))
                .isEqualTo(
                        "test:one has failed: java.lang.IllegalStateException: why; so have others, 19 times since this was"
                                + " last told");
    }

    /** As that of a driver's own making may be. */
    @Test
    void aFailureWhoseMessageFailsIsTold() {
        RuntimeException unspeakable = new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException();
            }
        };
        for (Failed failed : Failed.values()) {
            log.failed(ONE, unspeakable, failed, 0);
        }

        assertThat(lines())
                .hasSize(Failed.values().length)
                .allMatch(line -> line.equals(
                        "test:one has failed, and its " + unspeakable.getClass().getName() + " cannot be told"));
    }

    @Test
    void eachThatIsQuarantinedIsTold() {
        fails(Failed.TOO_OFTEN, 0);
        fails(Failed.TOO_OFTEN, 0);

        assertThat(lines())
                .hasSize(2)
                .containsOnly(
                        "test:one is quarantined, for it has failed too often: java.lang.IllegalStateException: why");
    }
}
