package io.hyperspace.drivers.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.driver.Particle;
import io.hyperspace.driver.ParticleContext;
import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.record.RecordParticle;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The core of a Native&lt;Web&gt;: it tells the addresses and counters of this Machine's ingresses. */
final class WebParticle implements Particle {

    private final ParticleContext context;

    WebParticle(ParticleContext context) {
        this.context = context;
    }

    @Override
    public CompletionStage<Reply> handle(Directed wave) {
        return CompletableFuture.completedFuture(
                wave.method().equals(Method.READ)
                        ? Reply.ok(new Substance.Json(facts().toString()))
                        : Reply.of(RecordParticle.noRoute(wave)));
    }

    private ObjectNode facts() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("point", context.point().toString());
        ArrayNode ingresses = json.putArray("ingresses");
        Ingresses.of(context.services().system()).open().forEach(ingress -> ingresses.add(ingress.facts()));
        return json;
    }
}
