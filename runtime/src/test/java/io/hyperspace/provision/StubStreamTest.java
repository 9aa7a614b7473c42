package io.hyperspace.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.security.Agent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class StubStreamTest {

    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final int CHILDREN = 400;

    private final MapRegistry registry = new MapRegistry();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    private Source<Stub, NotUsed> stubs(String selector) {
        return StubStream.of(registry, Registry.Query.now(Language.selector(selector), Agent.HYPERUSER));
    }

    private static List<String> points(Source<Stub, NotUsed> stubs) throws Exception {
        return stubs.map(stub -> stub.point().toString())
                .runWith(Sink.seq(), KIT.system())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private List<String> children() {
        List<String> points = IntStream.range(0, CHILDREN)
                .mapToObj(i -> "wide:child-" + (1_000 + i))
                .toList();
        points.forEach(point -> registry.create(point, Kind.BASE));
        return points;
    }

    @Test
    void allStubsComeOnceAndInOrder() throws Exception {
        List<String> all = children();

        assertThat(points(stubs("wide:*"))).isEqualTo(all);
        assertThat(registry.pages()).isEqualTo(4);
    }

    @Test
    void whoReadsLittleAsksForLittle() throws Exception {
        List<String> all = children();

        assertThat(points(stubs("wide:*").take(3))).isEqualTo(all.subList(0, 3));
        assertThat(registry.pages()).isEqualTo(1);
    }

    @Test
    void nothingFoundIsAnEmptyStream() throws Exception {
        assertThat(points(stubs("none:*"))).isEmpty();
    }
}
