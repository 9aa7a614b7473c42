package io.hyperspace.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.provision.MapRegistry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watchers over a Registry that is a map. */
final class WatchesTest {

    private static final Point PARENT = Point.parse("test");
    private static final Point ONE = Point.parse("test:one");
    private static final Agent ANN = Agent.of(Point.parse("users:ann"));

    private final ActorTestKit kit = ActorTestKit.create(
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
    private final MapRegistry registry = new MapRegistry();
    private final AtomicReference<CompletionStage<?>> valid =
            new AtomicReference<>(CompletableFuture.completedFuture(true));

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private Watches watches(String... settings) {
        Config config = ConfigFactory.parseString(String.join("\n", settings))
                .withFallback(ConfigFactory.parseString("watch.settle = 20ms"))
                .withFallback(ConfigFactory.load().getConfig("hyperspace"));
        return Watches.start(
                kit.system(), config, registry, new RegistryView(registry, 100, 100, 100, Duration.ofMinutes(1)));
    }

    private Events watch(Watches watches, Agent agent, String selector) {
        Watch watch = Watch.of(Language.selector(selector), agent, valid::get);
        return new Events(watches.events(watch)
                .runWith(Sink.<WatchEvent>queue().addAttributes(Attributes.inputBuffer(1, 1)), kit.system()));
    }

    /** The events of one watcher. */
    private record Events(SinkQueueWithCancel<WatchEvent> queue) {

        WatchEvent next() {
            return queue.pull()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join()
                    .orElseThrow();
        }

        boolean hasEnded() {
            return queue.pull()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join()
                    .isEmpty();
        }

        /** What comes up to the event that all that is there has been told. */
        List<WatchEvent> snapshot() {
            List<WatchEvent> events = new ArrayList<>();
            for (WatchEvent event = next(); !(event instanceof WatchEvent.Ready); event = next()) {
                events.add(event);
            }
            return events;
        }
    }

    private ParticleRecord create(String point) {
        return registry.create(point, Kind.BASE);
    }

    private void set(Point point, PropertyChange... changes) {
        registry.setProperties(point, List.of(changes)).toCompletableFuture().join();
    }

    private static PropertyChange set(String key, String value) {
        return new PropertyChange.Set(key, value, false);
    }

    private void allow(Point point, Permission... permissions) {
        registry.allow(point, new Access(Access.Level.ENUMERATED, Permissions.of(permissions), Set.of()));
    }

    @Test
    void firstAllThatIsThereIsTold() {
        create("test");
        ParticleRecord one = create("test:one");
        ParticleRecord two = create("test:two");
        set(ONE, set("title", "a"));

        List<WatchEvent> told =
                watch(watches("watch.batch = 1"), Agent.HYPERUSER, "test:*").snapshot();

        assertThat(told)
                .containsExactly(
                        new WatchEvent.There(one.stub(), new TreeMap<>(Map.of("title", "a"))),
                        new WatchEvent.There(two.stub(), new TreeMap<>()));
    }

    @Test
    void thenWhatChanges() {
        create("test");
        ParticleRecord one = create("test:one");
        Events events = watch(watches(), Agent.HYPERUSER, "test:*");
        events.snapshot();

        ParticleRecord two = create("test:two");
        assertThat(events.next()).isEqualTo(new WatchEvent.Created(two.stub(), new TreeMap<>()));

        set(ONE, set("title", "b"), set("colour", "red"));
        assertThat(events.next())
                .isEqualTo(new WatchEvent.PropertiesChanged(ONE, new TreeMap<>(Map.of("title", "b", "colour", "red"))));

        set(ONE, new PropertyChange.Unset("colour"));
        assertThat(((WatchEvent.PropertiesChanged) events.next()).properties())
                .containsOnlyKeys("colour")
                .containsEntry("colour", null);

        registry.setStatus(ONE, one.incarnation(), Status.PANIC);
        assertThat(events.next()).isInstanceOfSatisfying(WatchEvent.StatusChanged.class, status -> assertThat(
                        status.stub().status())
                .isEqualTo(Status.PANIC));

        registry.remove(ONE);
        assertThat(events.next()).isEqualTo(new WatchEvent.Deleted(ONE));
    }

    @Test
    void whoWatchesOnePointWatchesItsChildrenToo() {
        create("test");
        create("other");
        Events events = watch(watches(), Agent.HYPERUSER, "test");
        assertThat(events.snapshot()).hasSize(1);

        create("other:child");
        ParticleRecord child = create("test:one");
        set(PARENT, set("title", "a"));

        assertThat(events.next()).isEqualTo(new WatchEvent.Created(child.stub(), new TreeMap<>()));
        assertThat(events.next()).isInstanceOf(WatchEvent.PropertiesChanged.class);
    }

    @Test
    void theSelectorOfOnePointTakesInItsChildren() {
        assertThat(selectorOf("a:b<App>")).hasToString("a:b<App>");
        assertThat(selectorOf("a:b")).hasToString("a:b+:*");
        assertThat(selectorOf("a:**")).hasToString("a:**");
        assertThat(Watch.of(new Selector(true, List.of()), ANN, valid::get).selector())
                .isEqualTo(Language.selector("ROOT+:*"));
    }

    private Selector selectorOf(String text) {
        return Watch.of(Language.selector(text), ANN, valid::get).selector();
    }

    @Test
    void whoMayNotSelectIsToldNothingAndRightsCountFromWhenTheyChange() {
        create("test");
        ParticleRecord one = create("test:one");
        Events events = watch(watches(), ANN, "test:*");
        assertThat(events.snapshot()).isEmpty();

        set(ONE, set("title", "a"));
        allow(PARENT, Permission.SELECT);
        assertThat(events.next()).isEqualTo(new WatchEvent.There(one.stub(), new TreeMap<>()));

        set(ONE, set("title", "b"));
        allow(ONE, Permission.READ);
        assertThat(events.next()).isEqualTo(new WatchEvent.PropertiesChanged(ONE, new TreeMap<>(Map.of("title", "b"))));

        registry.allow(PARENT, Access.NOTHING);
        assertThat(events.next()).isEqualTo(new WatchEvent.Hidden(ONE));
        set(ONE, set("title", "c"));
        allow(PARENT, Permission.SELECT);
        assertThat(events.next()).isInstanceOf(WatchEvent.There.class);
    }

    @Test
    void whoDoesNotKeepUpIsToldSoAndThenAllAnew() {
        create("test");
        Events events = watch(watches("watch { pending = 3, batch = 1 }"), Agent.HYPERUSER, "test:*");
        events.snapshot();

        for (int i = 0; i < 20; i++) {
            create("test:p" + i);
        }

        List<WatchEvent> told = new ArrayList<>();
        for (WatchEvent event = events.next(); !(event instanceof WatchEvent.Ready); event = events.next()) {
            told.add(event);
        }
        int lagged = told.lastIndexOf(new WatchEvent.Lagged());
        assertThat(lagged).isNotNegative();
        assertThat(told.subList(lagged + 1, told.size()))
                .extracting(event -> event instanceof WatchEvent.There there
                        ? there.stub().point()
                        : ((WatchEvent.Created) event).stub().point())
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasNotHeardOfIsFoundByLookingAgain() {
        create("test");
        Events events = watch(watches("watch.refresh = 200ms"), Agent.HYPERUSER, "test:*");
        events.snapshot();
        registry.hush(true);

        ParticleRecord one = create("test:one");

        assertThat(events.next()).isEqualTo(new WatchEvent.There(one.stub(), new TreeMap<>()));
    }

    @Test
    void moreParticlesThanMayBeWatchedEndIt() {
        create("test:one");
        create("test:two");
        Events events = watch(watches("watch.particles = 1"), Agent.HYPERUSER, "test:*");

        WatchEvent event = events.next();
        while (!(event instanceof WatchEvent.Ended)) {
            event = events.next();
        }

        assertThat(((WatchEvent.Ended) event).fault())
                .extracting(Fault::status, Fault::code)
                .containsExactly(422, "E0412");
        assertThat(events.hasEnded()).isTrue();
    }

    @Test
    void whoMayNotBeHereAnyMoreIsToldNoMore() {
        create("test:one");
        Watches watches = watches();
        Events events = watch(watches, ANN, "test:*");
        events.snapshot();

        valid.set(CompletableFuture.failedFuture(Faults.notAuthenticated().toException()));
        registry.tell(new io.hyperspace.provision.Change.OfAgent(Point.parse("users:ann")));

        assertThat(events.next()).isEqualTo(new WatchEvent.Ended(Faults.notAuthenticated()));
        assertThat(events.hasEnded()).isTrue();
    }

    @Test
    void aMachineWithoutItsLeaseTellsNothing() {
        create("test:one");
        Events events = watch(watches(), Agent.HYPERUSER, "test:*");
        events.snapshot();

        registry.lease(false);
        set(ONE, set("title", "a"));

        assertThat(events.next()).isEqualTo(new WatchEvent.Ended(Faults.leaseOver()));
    }

    @Test
    void oneWatcherTooManyIsRefused() {
        Watches watches = watches("watch.watchers = 1");
        Events first = watch(watches, Agent.HYPERUSER, "test:*");
        first.snapshot();

        assertThat(watches.refusal()).extracting(Fault::status).isEqualTo(429);
        assertThat(watch(watches, Agent.HYPERUSER, "test:*").next())
                .isInstanceOfSatisfying(
                        WatchEvent.Ended.class,
                        ended -> assertThat(ended.fault().status()).isEqualTo(429));

        first.queue().cancel();
        org.awaitility.Awaitility.await().until(() -> watches.refusal() == null);
    }
}
