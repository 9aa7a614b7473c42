package io.hyperspace.drivers.mechtron;

import io.hyperspace.driver.Services;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.Point;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds what a mechtron is made of: the document that its property {@code config} names, and the module that the
 * document names. Both are artifacts; an artifact's record has the digest of its content.
 */
final class MechtronLoader {

    private static final String CONFIG = "config";
    private static final String DIGEST = "digest";

    private final GuestModules modules;
    private final GuestSettings settings;

    MechtronLoader(GuestModules modules, GuestSettings settings) {
        this.modules = modules;
        this.settings = settings;
    }

    /** Loads a mechtron; the stage fails with what is wrong with its property, its document or its module. */
    CompletionStage<LoadedMechtron> load(ParticleRecord record, Services services) {
        String property = record.property(CONFIG);
        if (property == null) {
            return CompletableFuture.failedFuture(
                    MechtronFaults.noConfig(record.point().toString()).toException());
        }
        Point document = Point.parse(property);
        return digest(document, services)
                .thenCompose(digest -> services.blobs().get(digest))
                .thenApply(bytes -> read(document, bytes))
                .thenCompose(config -> digest(config.bin(), services).thenCompose(digest -> modules.get(
                                digest, () -> services.blobs().get(digest))
                        .thenApply(module -> new LoadedMechtron(config, digest, module))));
    }

    private static CompletionStage<Digest> digest(Point artifact, Services services) {
        return services.registry().record(artifact).thenApply(record -> {
            String digest = record.property(DIGEST);
            if (digest == null) {
                throw MechtronFaults.noContent(artifact.toString()).toException();
            }
            return new Digest(digest);
        });
    }

    private MechtronConfig read(Point document, byte[] bytes) {
        if (bytes.length > settings.documentLimit()) {
            throw Faults.tooLarge("'" + document + "'", settings.documentLimit())
                    .toException();
        }
        Point bundle = document.parent() == null ? document : document.parent();
        Environment environment = new Environment(bundle, Map.of("bundle", bundle.toString()));
        String text = new String(bytes, StandardCharsets.UTF_8);
        MechtronConfig config = Language.mechtron(document.toString(), text, environment);
        checkLimits(config);
        return config;
    }

    private void checkLimits(MechtronConfig config) {
        if (config.mode() == MechtronConfig.Mode.DURABLE) {
            throw Faults.notYet("'" + config.mode() + "'").toException();
        }
        if (config.memory() > settings.maxMemory()) {
            throw MechtronFaults.asksTooMuch("memory", config.memory() + " bytes", settings.maxMemory() + " bytes")
                    .toException();
        }
        Duration most = settings.maxTime();
        if (config.time().compareTo(most) > 0) {
            throw MechtronFaults.asksTooMuch("time", config.time().toMillis() + " ms", most.toMillis() + " ms")
                    .toException();
        }
        if (config.concurrency() > settings.maxConcurrency()) {
            throw MechtronFaults.asksTooMuch(
                            "concurrency",
                            Integer.toString(config.concurrency()),
                            Integer.toString(settings.maxConcurrency()))
                    .toException();
        }
    }
}
