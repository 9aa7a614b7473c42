package io.hyperspace.drivers.global;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.record.RecordParticle;
import io.hyperspace.space.wave.Directed;
import java.util.concurrent.CompletionStage;

/** The core of {@code GLOBAL::executor}. */
final class ExecutorParticle implements Particle {

    private final CommandExecutor executor;
    private final RecordParticle record;

    ExecutorParticle(CommandExecutor executor, RecordParticle record) {
        this.executor = executor;
        this.record = record;
    }

    @Override
    public CompletionStage<Reply> handle(Directed wave) {
        return wave.method().equals(GlobalDriver.EXECUTE) ? executor.execute(wave) : record.handle(wave);
    }
}
