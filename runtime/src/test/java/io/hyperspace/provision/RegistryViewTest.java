package io.hyperspace.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class RegistryViewTest {

    private static final Point POINT = Point.parse("test:thing");
    private static final Agent ANN = Agent.of(Point.parse("test:ann"));

    private static final Access MAY = new Access(Access.Level.ENUMERATED, Permissions.of(Permission.EXECUTE), Set.of());

    private final MapRegistry registry = new MapRegistry();
    private static final Duration KEEP = Duration.ofMinutes(1);

    private final RegistryView view = new RegistryView(registry, 100, 100, 100, KEEP);

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

    /** Without a lease nobody tells this Machine what was taken away elsewhere. */
    @Test
    void aDecisionThatAllowsWhatIsNeededIsTakenWhileTheLeaseIsHeld() {
        registry.create("test:thing", Kind.BASE);
        view.record(POINT).toCompletableFuture().join();
        registry.allow(POINT, MAY);
        view.decide(ANN, POINT).toCompletableFuture().join();
        int before = registry.decisions();

        assertThat(allowed(Permission.EXECUTE)).isEqualTo(MAY);
        assertThat(registry.decisions()).isEqualTo(before);
        assertThat(allowed(Permission.WRITE)).isEqualTo(MAY);
        assertThat(registry.decisions()).as("it does not allow that").isEqualTo(before + 1);
        registry.lease(false);
        assertThat(allowed(Permission.EXECUTE)).isEqualTo(MAY);
        assertThat(registry.decisions()).isEqualTo(before + 2);
    }

    private Access allowed(Permission needed) {
        return view.access(ANN, POINT, needed).toCompletableFuture().join();
    }

    @Test
    void whatWasOnItsWayWhenItsRecordChangedIsNotKept() {
        ParticleRecord old = registry.create("test:thing", Kind.BASE);
        CompletableFuture<Boolean> answers = new CompletableFuture<>();
        registry.answerAfter(answers);
        CompletionStage<Copy> read = view.read(POINT);

        registry.tell(new Change.OfRecord(POINT, old.incarnation(), old.revision() + 1));
        answers.complete(true);

        assertThat(view.cached(POINT)).isNull();
        assertThat(view.isCurrent(read.toCompletableFuture().join())).isFalse();
    }

    @Test
    void aChangeTakesAwayCopiesThatAreOlderAndLeavesThoseThatKnowOfIt() {
        ParticleRecord now = registry.create("test:thing", Kind.BASE);
        Copy copy = view.copy(POINT).toCompletableFuture().join();

        view.changed(new Change.OfRecord(POINT, now.incarnation(), now.revision()));
        assertThat(view.cached(POINT)).isEqualTo(now);
        assertThat(view.isCurrent(copy)).isFalse();

        view.changed(new Change.OfRecord(POINT, now.incarnation(), now.revision() + 1));
        assertThat(view.cached(POINT)).isNull();
        assertThat(view.copy(POINT).toCompletableFuture().join().record()).isEqualTo(now);

        view.changed(new Change.OfRecord(POINT, Incarnation.next(), 1));
        assertThat(view.cached(POINT)).isNull();
    }

    @Test
    void aDecisionThatAChangeOvertookIsNotCurrentAndNotHeld() {
        registry.create("test:thing", Kind.BASE);
        view.record(POINT).toCompletableFuture().join();
        registry.allow(POINT, Access.OWNER);
        registry.duringDecisions(() -> registry.tell(new Change.OfAccess(Point.parse("test"))));

        Decision decision = view.decide(ANN, POINT).toCompletableFuture().join();

        assertThat(decision.access()).isEqualTo(Access.OWNER);
        assertThat(view.isCurrent(decision)).isFalse();
        assertThat(view.cachedAccess(ANN, POINT)).isNull();
    }

    @Test
    void everySortOfChangeMakesTheDecisionsDoubtfulThatMayRestOnIt() {
        registry.create("test:thing", Kind.BASE);
        view.record(POINT).toCompletableFuture().join();
        registry.allow(POINT, Access.OWNER);

        for (Change change : List.of(
                new Change.OfAccess(Point.ROOT),
                new Change.OfAccess(Point.parse("test")),
                new Change.OfAccess(Point.parse("test:elsewhere")),
                new Change.OfAgent(Point.parse("test:ann")),
                new Change.OfEverything())) {
            Decision decision = view.decide(ANN, POINT).toCompletableFuture().join();
            assertThat(view.isCurrent(decision)).as("before %s", change).isTrue();

            view.changed(change);

            assertThat(view.isCurrent(decision)).as("after %s", change).isFalse();
        }
    }

    @Test
    void aDecisionAboutAnotherSpaceOrAgentStays() {
        registry.create("test:thing", Kind.BASE);
        Decision decision = view.decide(ANN, POINT).toCompletableFuture().join();

        view.changed(new Change.OfAccess(Point.parse("elsewhere:thing")));
        view.changed(new Change.OfAgent(Point.parse("test:bob")));
        view.changed(new Change.OfRecord(Point.parse("test:other"), Incarnation.next(), 1));

        assertThat(view.isCurrent(decision)).isTrue();
    }

    @Test
    void whatWasCopiedBeforeTheLeaseRanOutIsDroppedOnceItIsHeldAgain() {
        registry.create("test:thing", Kind.BASE);
        Copy copy = view.copy(POINT).toCompletableFuture().join();
        Decision decision = view.decide(ANN, POINT).toCompletableFuture().join();

        registry.lease(false);
        assertThat(view.holdsLease()).isFalse();
        registry.lease(true);

        assertThat(view.holdsLease()).isTrue();
        assertThat(view.cached(POINT)).isNull();
        assertThat(view.isCurrent(copy)).isFalse();
        assertThat(view.isCurrent(decision)).isFalse();
    }

    @Test
    void aDecisionAboutWhatIsNotThereIsNotHeld() {
        registry.allow(POINT, Access.OWNER);

        view.decide(ANN, POINT).toCompletableFuture().join();

        assertThat(view.cachedAccess(ANN, POINT)).isNull();
    }

    @Test
    void whoKnowsThatAParticleIsThereHasADecisionHeldUntilAChange() {
        registry.create("test:thing", Kind.BASE);
        registry.allow(POINT, Access.OWNER);
        Decision decision = view.decide(ANN, POINT).toCompletableFuture().join();
        assertThat(view.cachedAccess(ANN, POINT)).isNull();

        view.keep(decision);
        assertThat(view.cachedAccess(ANN, POINT)).isEqualTo(Access.OWNER);

        registry.allow(POINT, Access.NOTHING);
        assertThat(view.cachedAccess(ANN, POINT)).isNull();
    }

    @Test
    void whatEvictionLosesIsOnlyReadAgain() {
        RegistryView small = new RegistryView(registry, 1, 1, 10, KEEP);
        List<Copy> copies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ParticleRecord record = registry.create("test:thing" + i, Kind.BASE);
            copies.add(small.copy(record.point()).toCompletableFuture().join());
        }

        for (Copy copy : copies) {
            ParticleRecord old = copy.record();
            registry.tell(new Change.OfRecord(old.point(), old.incarnation(), old.revision() + 1));

            assertThat(small.isCurrent(copy)).isFalse();
        }
    }
}
