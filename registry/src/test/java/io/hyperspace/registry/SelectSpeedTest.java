package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SelectSpeedTest {
    private static final Logger LOG = LoggerFactory.getLogger(SelectSpeedTest.class);
    private static final Agent BOB = Agent.of(Point.parse("hyperspace:users:bob"));

    @Test
    void speed(@TempDir Path data) {
        try (TestMachine machine = TestMachine.start(data)) {
            Registry registry = machine.registry();
            machine.create("hyperspace:users:bob", Kind.USER);
            machine.create("fast", Kind.SPACE);
            machine.create("fast:app", Kind.BASE);
            get(registry.registerAll(IntStream.range(0, 1000)
                    .mapToObj(i -> registration("fast:app:dir-" + i, Kind.BASE, false))
                    .toList()));
            List<CompletionStage<?>> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                int dir = i;
                all.add(registry.registerAll(IntStream.range(0, 10)
                        .mapToObj(j -> registration("fast:app:dir-" + dir + ":child-" + j, Kind.BASE, false))
                        .toList()));
            }
            all.forEach(TestMachine::get);
            for (String on : List.of("fast+:**", "fast:app+:**", "fast:app:*", "fast:app:dir-1")) {
                get(registry.grant(new Grant(
                        Ulid.next(),
                        Grant.Rule.parse("perm +cSd-Rwx"),
                        Language.selector(on),
                        Language.selector("hyperspace:users:*<User>"),
                        Agent.HYPERUSER)));
            }
        }
        try (TestMachine machine = TestMachine.start(data)) {
            for (int i = 0; i < Integer.getInteger("rounds", 10); i++) {
                long start = System.nanoTime();
                String after = null;
                int n = 0;
                long first = 0;
                do {
                    Registry.Page page = get(machine.registry()
                            .select(
                                    Registry.Query.now(Language.selector("fast:app:*:*"), BOB),
                                    after,
                                    after == null ? 50 : 500));
                    first = first == 0 ? System.nanoTime() - start : first;
                    n += page.stubs().size();
                    after = page.next();
                } while (after != null);
                LOG.warn("found {}, first {} ms, all {} ms", n, first / 1e6, (System.nanoTime() - start) / 1e6);
                assertThat(n).isEqualTo(10_000);
            }
        }
    }
}
