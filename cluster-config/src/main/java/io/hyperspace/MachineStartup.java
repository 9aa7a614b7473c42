package io.hyperspace;

import com.typesafe.config.Config;
import io.hyperspace.driver.Driver;
import io.hyperspace.driver.Services;
import io.hyperspace.space.error.Faults;
import java.util.List;
import java.util.function.Function;

/** Brings up a Machine of this JVM's own. */
final class MachineStartup implements Startup {

    @Override
    public Running start(Config config, List<Function<Services, Driver>> drivers) {
        throw Faults.notYet("a Machine").toException();
    }
}
