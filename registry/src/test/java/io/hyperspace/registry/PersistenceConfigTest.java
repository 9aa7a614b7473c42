package io.hyperspace.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PersistenceConfigTest {

    private final Config good = TestMachine.config(Path.of("nowhere"), "");

    @Test
    void whatCrashSafetyRestsOnMustHold() {
        assertThatCode(() -> PersistenceConfig.check(good)).doesNotThrowAnyException();
    }

    @Test
    void aSettingThatThrowsEventsAwayIsRefused() {
        Config bad = ConfigFactory.parseString("jdbc-journal.replay-filter.mode = repair-by-discard-old")
                .withFallback(good);

        assertThatThrownBy(() -> PersistenceConfig.check(bad))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jdbc-journal.replay-filter.mode = repair-by-discard-old");
    }

    @Test
    void aJournalWithoutTheFenceIsRefused() {
        Config bad = good.withoutPath("jdbc-journal.dao");

        assertThatThrownBy(() -> PersistenceConfig.check(bad)).hasMessageContaining("jdbc-journal.dao = nothing");
    }
}
