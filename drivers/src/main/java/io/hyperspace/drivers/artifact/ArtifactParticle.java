package io.hyperspace.drivers.artifact;

import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.content.ContentTypes;
import io.hyperspace.drivers.record.RecordParticle;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The core of a file. It holds no bytes: the Machine's cache does. Its record never changes, so what it needs is read
 * once. The entity tag is the digest, so a client that has the bytes is told so by 304.
 */
final class ArtifactParticle implements Particle {

    static final Method HEAD = Method.http("Head");

    private final ParticleContext context;
    private final ParticleRecord record;

    ArtifactParticle(ParticleContext context) {
        this.context = context;
        this.record = context.record();
    }

    @Override
    public CompletionStage<Reply> handle(Directed wave) {
        String hex = record.property(ArtifactKinds.DIGEST);
        if (hex == null) {
            return answer(Reply.of(Fault.of(500, "E0630", "'" + record.point() + "' has lost its digest")));
        }
        Method method = wave.method();
        boolean web = method.equals(Method.HTTP_GET) || method.equals(HEAD);
        if (!web && !method.equals(Method.READ)) {
            return answer(Reply.of(RecordParticle.noRoute(wave)));
        }
        if (web && EntityTag.matches(wave.headers(), hex)) {
            return answer(new Reply(304, headers(hex, null), Substance.Empty.INSTANCE));
        }
        if (method.equals(HEAD)) {
            return answer(new Reply(200, headers(hex, record.property(ArtifactKinds.SIZE)), Substance.Empty.INSTANCE));
        }
        return context.services()
                .blobs()
                .get(new Digest(hex))
                .thenApply(bytes ->
                        new Reply(200, headers(hex, Integer.toString(bytes.length)), new Substance.Bin(bytes)));
    }

    private Headers headers(String hex, @Nullable String length) {
        String type = record.property(ArtifactKinds.CONTENT_TYPE);
        List<String> tag = List.of(EntityTag.of(hex));
        if (length == null) {
            return new Headers(Map.of("etag", tag));
        }
        return new Headers(Map.of(
                "etag", tag,
                "content-type", List.of(type == null ? ContentTypes.BINARY : type),
                "content-length", List.of(length)));
    }

    private static CompletionStage<Reply> answer(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
