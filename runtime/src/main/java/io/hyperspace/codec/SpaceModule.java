package io.hyperspace.codec;

import com.fasterxml.jackson.databind.module.SimpleModule;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.WaveId;
import java.util.function.Function;

/**
 * Teaches Jackson the values of a Hyperverse. A value that has a text form is written as that text, in JSON and CBOR
 * alike, so stored and sent bytes do not depend on Java names.
 */
public final class SpaceModule extends SimpleModule {

    public SpaceModule() {
        super("hyperspace");
        text(Point.class, Point::parse);
        text(Kind.class, Kind::parse);
        text(StarKey.class, StarKey::parse);
        text(Ulid.class, Ulid::parse);
        text(Incarnation.class, Incarnation::parse);
        text(WaveId.class, WaveId::parse);
        text(Method.class, Method::parse);
        text(Status.class, Status::of);
        text(Permissions.class, Permissions::parse);
        text(Selector.class, Language::selector);
        text(Agent.class, Agent::parse);
    }

    private <T> void text(Class<T> type, Function<String, T> parse) {
        addSerializer(type, new TextForm.Writer<>(type));
        addDeserializer(type, new TextForm.Reader<>(type, parse));
        addKeySerializer(type, new TextForm.KeyWriter<>(type));
        addKeyDeserializer(type, new TextForm.KeyReader<>(parse));
    }
}
