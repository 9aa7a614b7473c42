package io.hyperspace.traversal;

import io.hyperspace.codec.StoredSamples;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Sequence;
import io.hyperspace.space.wave.Signal;
import io.hyperspace.space.wave.WaveId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateStoredTest {

    private static final int SERIALIZER = 41002;
    private static final Map<String, byte[]> VALUES = Map.of("count", "7".getBytes(StandardCharsets.UTF_8));

    @Test
    void whatAParticleStoresKeepsItsForm() {
        try (StoredSamples samples = new StoredSamples()) {
            WaveId wave = WaveId.parse("01K00000000000000000000001");
            samples.check(
                    new StateStored.Committed(wave, VALUES, null, List.of(), 0),
                    SERIALIZER,
                    "state-committed",
                    "bf64747970656f73746174652d636f6d6d69747465646477617665781a30314b30303030303030303030303030"
                            + "303030303030303030316470757473bf65636f756e744137ffff");
            samples.check(
                    new StateValues(VALUES, 6, HandledWaves.NONE, 0, Map.of(), SettledRuns.NONE),
                    SERIALIZER,
                    "state-values",
                    "bf64747970656c73746174652d76616c7565736676616c756573bf65636f756e744137ff6473697a6506ff");
        }
    }

    @Test
    void whatADurableWaveDidKeepsItsForm() {
        WaveId wave = WaveId.parse("01K00000000000000000000001");
        StateStored.Handled handled =
                new StateStored.Handled(201, Headers.of("a", "b"), Substance.text("c"), 1_790_000_060_000L, 12, null);
        Head head = new Head(
                WaveId.parse("01K00000000000000000000002"),
                Point.parse("test:echo"),
                Agent.of(Point.parse("test:echo")),
                Method.ext("Say"),
                "/",
                Headers.NONE,
                Substance.Empty.INSTANCE,
                Handling.DURABLE,
                1_790_000_000_000L,
                List.of(Point.parse("test:echo")));
        List<Signal> signals = List.of(new Signal(head, Point.parse("test:other")));
        try (StoredSamples samples = new StoredSamples()) {
            samples.check(
                    new StateStored.Committed(wave, VALUES, handled, signals, 1_780_000_000_000L),
                    SERIALIZER,
                    "state-committed",
                    "bf64747970656f73746174652d636f6d6d69747465646477617665781a30314b3030303030303030303030303030"
                            + "3030303030303030316470757473bf65636f756e744137ff6768616e646c6564bf6673746174757318c967686561"
                            + "64657273a1616181616264626f6479a2646b696e6464546578746576616c7565616365756e74696c1b000001a0c4"
                            + "5156606473697a650cff677369676e616c7381ac646b696e64665369676e616c626964781a30314b303030303030"
                            + "303030303030303030303030303030303262746f6a746573743a6f746865726466726f6d69746573743a6563686f"
                            + "656167656e7469746573743a6563686f666d6574686f64684578743c5361793e63757269612f6768656164657273"
                            + "a064626f6479a1646b696e6465456d70747968646561646c696e651b000001a0c4506c006868616e646c696e6767"
                            + "64757261626c6565636861696e8169746573743a6563686f6261741b0000019e70448800ff");
            samples.check(
                    new StateStored.Left(List.of(wave)),
                    SERIALIZER,
                    "state-left",
                    "bf64747970656a73746174652d6c65667465776176657381781a30314b3030303030303030303030303030303030"
                            + "303030303031ff");
            samples.check(
                    new StateValues(
                            VALUES,
                            6,
                            HandledWaves.of(Map.of(wave, handled)),
                            12,
                            Map.of(wave, signals),
                            SettledRuns.NONE),
                    SERIALIZER,
                    "state-values",
                    "bf64747970656c73746174652d76616c7565736676616c756573bf65636f756e744137ff6473697a65066768616e"
                            + "646c6564bf781a30314b3030303030303030303030303030303030303030303031bf6673746174757318c9676865"
                            + "6164657273a1616181616264626f6479a2646b696e6464546578746576616c7565616365756e74696c1b000001a0"
                            + "c45156606473697a650cffff677265706c6965730c676c656176696e67bf781a30314b3030303030303030303030"
                            + "30303030303030303030303181ac646b696e64665369676e616c626964781a30314b303030303030303030303030"
                            + "303030303030303030303262746f6a746573743a6f746865726466726f6d69746573743a6563686f656167656e74"
                            + "69746573743a6563686f666d6574686f64684578743c5361793e63757269612f6768656164657273a064626f6479"
                            + "a1646b696e6465456d70747968646561646c696e651b000001a0c4506c006868616e646c696e676764757261626c"
                            + "6565636861696e8169746573743a6563686fffff");
        }
    }

    @Test
    void whatIsKnownOfNumberedWavesKeepsItsForm() {
        WaveId wave = WaveId.parse("01K00000000000000000000001");
        Ulid run = Ulid.parse("01K00000000000000000000003");
        Sequence sequence = new Sequence(StarKey.of(StarKind.MAELSTROM, 2), run, 9, 7);
        StateStored.Handled handled =
                new StateStored.Handled(200, Headers.NONE, Substance.Empty.INSTANCE, 1_790_000_060_000L, 0, sequence);
        try (StoredSamples samples = new StoredSamples()) {
            samples.check(
                    new StateStored.Committed(wave, Map.of(), handled, List.of(), 1_780_000_000_000L),
                    SERIALIZER,
                    "state-committed",
                    "bf64747970656f73746174652d636f6d6d69747465646477617665781a30314b303030303030303030303030"
                            + "30303030303030303030316470757473bfff6768616e646c6564bf6673746174757318c86768656164657273"
                            + "a064626f6479a1646b696e6465456d70747965756e74696c1b000001a0c45156606473697a65006873657175"
                            + "656e6365bf666f7574626f7878183c3c63656e7472616c3a6d61656c7374726f6d5b325d3e3e6372756e781a"
                            + "30314b3030303030303030303030303030303030303030303033666e756d6265720967736574746c656407ff"
                            + "ff6261741b0000019e70448800ff");
            samples.check(
                    new StateValues(
                            Map.of(),
                            0,
                            HandledWaves.of(Map.of(wave, handled)),
                            0,
                            Map.of(),
                            SettledRuns.NONE.with(run, 7, 1_790_000_050_000L)),
                    SERIALIZER,
                    "state-values",
                    "bf64747970656c73746174652d76616c7565736676616c756573bfff6473697a65006768616e646c6564bf78"
                            + "1a30314b3030303030303030303030303030303030303030303031bf6673746174757318c867686561646572"
                            + "73a064626f6479a1646b696e6465456d70747965756e74696c1b000001a0c45156606473697a650068736571"
                            + "75656e6365bf666f7574626f7878183c3c63656e7472616c3a6d61656c7374726f6d5b325d3e3e6372756e78"
                            + "1a30314b3030303030303030303030303030303030303030303033666e756d6265720967736574746c656407"
                            + "ffffff67736574746c6564bf781a30314b3030303030303030303030303030303030303030303033bf656265"
                            + "6c6f770765756e74696c1b000001a0c4512f50ffffff");
        }
    }
}
