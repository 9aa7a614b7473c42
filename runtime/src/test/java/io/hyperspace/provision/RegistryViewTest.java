package io.hyperspace.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RegistryViewTest {

    private static final Point POINT = Point.parse("test:thing");
    private static final Agent ANN = Agent.of(Point.parse("test:ann"));

    private final MapRegistry registry = new MapRegistry();
    private final RegistryView view = new RegistryView(registry, 100, 100, 100);

    @Test
    void aRecordIsReadOnceAndThenCopied() {
        registry.create("test:thing", Kind.BASE);

        ParticleRecord first = view.record(POINT).toCompletableFuture().join();
        ParticleRecord second = view.record(POINT).toCompletableFuture().join();

        assertThat(second).isEqualTo(first);
        assertThat(registry.reads()).isEqualTo(1);
    }

    @Test
    void aChangeIsSeenByTheTimeItIsAnswered() {
        registry.create("test:thing", Kind.BASE);
        view.record(POINT).toCompletableFuture().join();

        registry.setProperties(POINT, List.of(new PropertyChange.Set("a", "1", false)))
                .toCompletableFuture()
                .join();

        assertThat(view.cached(POINT))
                .isNotNull()
                .extracting(record -> record.property("a"))
                .isEqualTo("1");
    }

    @Test
    void aRecordNeverGivesWayToAnOlderOne() {
        ParticleRecord old = registry.create("test:thing", Kind.BASE);
        ParticleRecord now = registry.setProperties(POINT, List.of(new PropertyChange.Set("a", "1", false)))
                .toCompletableFuture()
                .join();

        view.recorded(old);

        assertThat(view.cached(POINT)).isEqualTo(now);
    }

    @Test
    void aDecisionIsForgottenWhenAnythingChangesThatItMayRestOn() {
        registry.create("test:thing", Kind.BASE);
        view.record(POINT).toCompletableFuture().join();
        registry.allow(POINT, Access.OWNER);
        assertThat(view.access(ANN, POINT).toCompletableFuture().join()).isEqualTo(Access.OWNER);
        assertThat(view.cachedAccess(ANN, POINT)).isEqualTo(Access.OWNER);

        registry.allow(POINT, Access.NOTHING);

        assertThat(view.cachedAccess(ANN, POINT)).isNull();
        assertThat(view.access(ANN, POINT).toCompletableFuture().join()).isEqualTo(Access.NOTHING);
    }
}
