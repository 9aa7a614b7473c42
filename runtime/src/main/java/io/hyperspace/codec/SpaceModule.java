package io.hyperspace.codec;

import com.fasterxml.jackson.databind.module.SimpleModule;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.document.AppConfig;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.Surface;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.trace.SpanId;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Echo;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.Reflected;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.Wave;
import io.hyperspace.space.wave.WaveId;
import java.util.function.Function;

/**
 * Teaches Jackson the values of a Hyperverse. A value that has a text form is written as that text, in JSON and CBOR
 * alike; every other is a map with fields of fixed names. So stored and sent bytes do not depend on Java names.
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
        text(TraceId.class, TraceId::parse);
        text(SpanId.class, SpanId::parse);
        text(Status.class, Status::of);
        text(Permissions.class, Permissions::parse);
        text(Selector.class, Language::selector);
        text(Surface.class, Language::surface);
        text(Agent.class, Agent::parse);
        tree(Fault.class, FaultForm::write, (node, binary) -> FaultForm.read(node));
        tree(Stub.class, ParticleForm::writeStub, (node, binary) -> ParticleForm.readStub(node));
        tree(ParticleRecord.class, ParticleForm::writeRecord, (node, binary) -> ParticleForm.readRecord(node));
        tree(Headers.class, HeadersForm::write, (node, binary) -> HeadersForm.read(node));
        tree(Substance.class, SubstanceForm::write, SubstanceForm::read);
        tree(Command.class, CommandForm::write, CommandForm::read);
        tree(Bind.class, BindForm::write, (node, binary) -> BindForm.read(node));
        tree(MechtronConfig.class, DocumentForm::writeMechtron, (node, binary) -> DocumentForm.readMechtron(node));
        tree(AppConfig.class, DocumentForm::writeApp, (node, binary) -> DocumentForm.readApp(node));
        wave(Wave.class);
        wave(Directed.class);
        wave(Ping.class);
        wave(Signal.class);
        wave(Ripple.class);
        wave(Reflected.class);
        wave(Pong.class);
        wave(Echo.class);
    }

    private <T extends Wave> void wave(Class<T> type) {
        tree(type, WaveForm::write, WaveForm.reading(type));
    }

    private <T> void tree(Class<T> type, TreeForm.Write<? super T> write, TreeForm.Read<T> read) {
        addSerializer(type, new TreeForm.Writer<>(type, write));
        addDeserializer(type, new TreeForm.Reader<>(type, read));
    }

    private <T> void text(Class<T> type, Function<String, T> parse) {
        addSerializer(type, new TextForm.Writer<>(type));
        addDeserializer(type, new TextForm.Reader<>(type, parse));
        addKeySerializer(type, new TextForm.KeyWriter<>(type));
        addKeyDeserializer(type, new TextForm.KeyReader<>(parse));
    }
}
