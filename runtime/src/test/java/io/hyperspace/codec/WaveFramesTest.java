package io.hyperspace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames as guests and clients see them. Their samples never change: guests in the field rely on them. */
final class WaveFramesTest {

    private static final WaveId ID = WaveId.parse("01J0000000000000000000000A");
    private static final WaveId OF = WaveId.parse("01J0000000000000000000000B");

    @Test
    void aPingHasItsGoldenFrame() {
        Ping ping = new Ping(
                new Head(
                        ID,
                        Point.parse("localhost:web"),
                        Agent.ANONYMOUS,
                        Method.HTTP_GET,
                        "/hello?x=1",
                        Headers.of("Accept", "text/html"),
                        Substance.text("Grüße"),
                        Handling.IMMEDIATE,
                        1_790_000_000_000L,
                        List.of(Point.parse("localhost:web"))),
                Point.parse("localhost:app"));

        Golden.matches("frames/ping.cbor.hex", HexFormat.of().formatHex(WaveFrames.toCbor(ping)));
        Golden.matches("frames/ping.json", new String(WaveFrames.toJsonBytes(ping), StandardCharsets.UTF_8));
    }

    @Test
    void aPongWithEveryKindOfBodyHasItsGoldenFrame() {
        Pong pong = new Pong(ID, OF, Point.parse("localhost:app"), 200, Headers.NONE, everything());

        Golden.matches("frames/pong.cbor.hex", HexFormat.of().formatHex(WaveFrames.toCbor(pong)));
        Golden.matches("frames/pong.json", new String(WaveFrames.toJsonBytes(pong), StandardCharsets.UTF_8));
    }

    @Test
    void aGuestsStartHasItsGoldenFrame() {
        ParticleRecord record = new ParticleRecord(
                Point.parse("localhost:app"),
                Incarnation.parse("01J0000000000000000000000C"),
                Kind.MECHTRON,
                Agent.HYPERUSER,
                Map.of("config", new Property("repo:site:1.0.0:/config/app.mechtron", false)),
                Status.READY,
                null,
                1);

        byte[] frame = WaveFrames.init(1, record, Map.of("GREETING", "hello", "A", ""));

        Golden.matches("frames/init.cbor.hex", HexFormat.of().formatHex(frame));
    }

    private static Substance everything() {
        Fault fault = new Fault(409, "E0201", "taken", new SpanRef("command", 1, 18, 5), List.of("try"), null);
        Map<String, Substance> all = new LinkedHashMap<>();
        all.put("empty", Substance.Empty.INSTANCE);
        all.put("text", Substance.text("x"));
        all.put("bin", new Substance.Bin(new byte[] {0, 1, (byte) 0xff}));
        all.put("int", new Substance.Int(-70_000));
        all.put("boolean", new Substance.Bool(true));
        all.put("json", new Substance.Json("{\"a\":[1,2.50,null]}"));
        all.put("point", new Substance.PointOf(Point.parse("localhost:app")));
        all.put("stub", new Substance.StubOf(new Stub(Point.parse("localhost"), Kind.SPACE, Status.READY)));
        all.put("list", new Substance.ListOf(List.of(Substance.text("a"), new Substance.Int(1))));
        all.put("err", new Substance.Err(fault));
        return new Substance.MapOf(all);
    }

    @Test
    void aLongTextIsNotSplitIntoChunks() {
        String text = "é".repeat(20_000);
        Pong pong = new Pong(ID, OF, Point.ROOT, 200, Headers.NONE, Substance.text(text));

        String hex = HexFormat.of().formatHex(WaveFrames.toCbor(pong));

        assertThat(hex).contains("799c40" + "c3a9".repeat(20_000));
    }

    @Test
    void aGuestNeedsKindTargetAndMethodOnly() {
        OutgoingFrame frame = outgoing("{'kind':'Ping','to':'localhost:app','method':'Ext<Hello>'}");

        assertThat(frame)
                .isEqualTo(new OutgoingFrame(
                        OutgoingFrame.Kind.PING,
                        Point.parse("localhost:app"),
                        Method.ext("Hello"),
                        "/",
                        Headers.NONE,
                        Substance.Empty.INSTANCE,
                        Handling.IMMEDIATE));
    }

    @Test
    void aSenderChoosesHowMuchItsWaveSurvives() {
        String frame = "{'kind':'Signal','to':'localhost','method':'Ext<X>','handling':'%s'}";

        assertThat(outgoing(frame.formatted("Immediate")).handling()).isEqualTo(Handling.IMMEDIATE);
        assertThat(outgoing(frame.formatted("Queued")).handling()).isEqualTo(Handling.QUEUED);
        assertThat(outgoing(frame.formatted("durable")).handling()).isEqualTo(Handling.DURABLE);
        assertRefused(400, () -> outgoing(frame.formatted("Forever")));
        assertRefused(400, () -> outgoing(frame.replace("'%s'", "7")));
    }

    @Test
    void aClientMayNameADeadline() {
        String frame = "{'kind':'Ping','to':'localhost','method':'Ext<X>','deadline':%s}";

        assertThat(WaveFrames.deadline(json(frame.formatted("1790000000000")))).hasValue(1790000000000L);
        assertThat(WaveFrames.deadline(json(frame.formatted("null")))).isEmpty();
        assertRefused(400, () -> WaveFrames.deadline(json(frame.formatted("'never'"))));
        assertRefused(400, () -> WaveFrames.deadline(json(frame.formatted("1.5"))));
    }

    @Test
    void senderAndAgentOfAGuestAreIgnored() {
        OutgoingFrame frame =
                outgoing("{'kind':'Signal','to':'localhost','method':'Ext<X>','from':17,'agent':'hyperuser',"
                        + "'id':[],'deadline':'never'}");

        assertThat(frame.kind()).isEqualTo(OutgoingFrame.Kind.SIGNAL);
    }

    @Test
    void anAnswerIs200AndEmptyUnlessItSaysOtherwise() {
        ReflectedFrame frame = WaveFrames.reflected(json("{'kind':'Pong'}"));

        assertThat(frame).isEqualTo(new ReflectedFrame(200, Headers.NONE, Substance.Empty.INSTANCE));
    }

    @Test
    void jsonFromAGuestMayBeTextOrStructure() throws IOException {
        byte[] text = cbor("{\"kind\":\"Pong\",\"body\":{\"kind\":\"Json\",\"value\":\"[1, 2.50]\"}}");
        byte[] structure = cbor("{\"kind\":\"Pong\",\"body\":{\"kind\":\"Json\",\"value\":[1,true]}}");

        assertThat(WaveFrames.reflected(text).body()).isEqualTo(new Substance.Json("[1, 2.50]"));
        assertThat(WaveFrames.reflected(structure).body()).isEqualTo(new Substance.Json("[1,true]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "null",
                "{}",
                "{'kind':'Ping'}",
                "{'kind':'Pong','to':'localhost','method':'Ext<X>'}",
                "{'kind':7,'to':'localhost','method':'Ext<X>'}",
                "{'kind':'Ping','to':'Local host','method':'Ext<X>'}",
                "{'kind':'Ping','to':'localhost','method':'Ext<x>'}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','uri':'no/slash'}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','uri':'/a b'}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','headers':[1]}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','headers':{'a b':'c'}}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','headers':{'a':'b\\r\\nc: d'}}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','body':'text'}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','body':{'kind':'Texxt','value':'x'}}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','body':{'kind':'Int','value':1.5}}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','body':{'kind':'Int','value':9223372036854775808}}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','body':{'kind':'Bin','value':'***'}}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','body':{'kind':'List','value':[1]}}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','body':{'kind':'Err','value':{'status':200}}}",
                "{'kind':'Ping','to':'localhost','method':'Ext<X>','body':{'kind':'Err','value':"
                        + "{'status':400,'code':'E','message':'m','span':{'source':'s','line':0,'column':1,'length':1}}}}"
            })
    void whatIsNoDirectedFrameIsRefused(String text) {
        assertRefused(400, () -> WaveFrames.outgoing(json(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'kind':'Ping'}",
                "{'kind':'Pong','status':99}",
                "{'kind':'Pong','status':600}",
                "{'kind':'Pong','status':'200'}",
                "{'kind':'Pong','status':4294967496}"
            })
    void whatIsNoAnswerIsRefused(String text) {
        assertRefused(400, () -> WaveFrames.reflected(json(text)));
    }

    @Test
    void bytesThatAreNotCborAreRefused() {
        assertRefused(400, () -> WaveFrames.reflected(new byte[0]));
        assertRefused(400, () -> WaveFrames.reflected(new byte[] {(byte) 0xff, 0x1c, 0x00}));
        assertRefused(400, () -> WaveFrames.reflected(new byte[] {(byte) 0xa1}));
        assertRefused(400, () -> WaveFrames.reflected(HexFormat.of().parseHex("7b7fffffffffffffff")));
        assertRefused(400, () -> WaveFrames.reflected(HexFormat.of().parseHex("a0a0")));
    }

    @Test
    void jsonInAGuestsFrameMustBeJson() throws IOException {
        byte[] frame = cbor("{\"kind\":\"Pong\",\"body\":{\"kind\":\"Json\",\"value\":\"{oops\"}}");

        assertRefused(400, () -> WaveFrames.reflected(frame));
    }

    @Test
    void deepNestingIsRefused() {
        byte[] lists = new byte[100_000];
        Arrays.fill(lists, (byte) 0x81);

        assertRefused(400, () -> WaveFrames.outgoing(lists));
        assertRefused(400, () -> SpaceJson.parse("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertRefused(413, () -> WaveFrames.outgoing(new byte[SpaceJson.MAX_DOCUMENT + 1]));
    }

    @Test
    void aRippleGoesToASelectorAndSaysHowManyEchoesItWaitsFor() {
        String frame = "{'kind':'Ripple','to':'localhost:**<User>','method':'Ext<X>','uri':'/a'";

        assertThat(ripple(frame + "}"))
                .isEqualTo(new RippleFrame(
                        Language.selector("localhost:**<User>"),
                        Method.ext("X"),
                        "/a",
                        Headers.NONE,
                        Substance.Empty.INSTANCE,
                        Handling.IMMEDIATE,
                        RippleFrame.ALL_ECHOES));
        assertThat(ripple(frame + ",'echoes':0}").echoes()).isZero();
        assertThat(ripple(frame + ",'echoes':3}").echoes()).isEqualTo(3);
        assertRefused(400, () -> ripple(frame + ",'echoes':-1}"));
        assertRefused(400, () -> ripple(frame + ",'echoes':'all'}"));
        assertRefused(400, () -> ripple("{'kind':'Ripple','to':'a::','method':'Ext<X>'}"));
        assertRefused(400, () -> outgoing(frame + "}"));
    }

    private static RippleFrame ripple(String text) {
        return WaveFrames.outgoing(
                json(text),
                one -> {
                    throw new AssertionError(one);
                },
                ripple -> ripple);
    }

    private static OutgoingFrame outgoing(String text) {
        return WaveFrames.outgoing(json(text));
    }

    private static JsonNode json(String text) {
        return SpaceJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** The CBOR of a JSON text, with indefinite lengths, as some guests write it. */
    private static byte[] cbor(String json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = new CBORFactory().createGenerator(bytes);
                var in = SpaceJson.json().createParser(json)) {
            in.nextToken();
            out.copyCurrentStructure(in);
        }
        return bytes.toByteArray();
    }

    private static void assertRefused(int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HyperspaceException.class, e -> assertThat(e.status())
                .isEqualTo(status));
    }
}
