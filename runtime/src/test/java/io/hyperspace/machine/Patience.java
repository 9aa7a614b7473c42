package io.hyperspace.machine;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for what must come, where they do not say it themselves. What does not come is no sooner known to be
 * missing, but a machine that is busy with something else for seconds does not make a test fail.
 */
public final class Patience implements LauncherSessionListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(PATIENCE);
        for (String key : new String[] {"single-expect-default", "filter-leeway"}) {
            System.setProperty("pekko.actor.testkit.typed." + key, PATIENCE.toSeconds() + "s");
        }
    }
}
