package io.hyperspace.benchmark.wave;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperspace.codec.Stored;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What waves are measured against: sharded entities of plain Pekko that answer what they are told. */
final class PlainEchoes implements AutoCloseable {

    private static final Duration ASK = Duration.ofMinutes(1);
    private static final String FAR = "far";
    private static final EntityTypeKey<Say> TYPE = EntityTypeKey.create(Say.class, "echo");
    private static final String SETTINGS = """
            pekko {
              actor.provider = cluster
              loglevel = WARNING
              actor.allow-java-serialization = off
              actor.serialize-messages = off
              remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              cluster.jmx.multi-mbeans-in-same-jvm = on
              cluster.sharding.passivation.strategy = none
              coordinated-shutdown.exit-jvm = off
            }
            """;

    /** @param replyTo null when no answer is wanted */
    record Say(String text, @Nullable ActorRef<Said> replyTo) implements Stored {}

    record Said(String text) implements Stored {}

    private final ActorTestKit kit;
    private final ClusterSharding sharding;
    private final LongAdder handled = new LongAdder();

    /** Entities in this JVM. */
    PlainEchoes() {
        this(FAR, null);
    }

    /**
     * Joins a JVM that has the entities.
     *
     * @param address of its actor system, see {@link #address()}
     */
    static PlainEchoes near(String address) {
        return new PlainEchoes("near", AddressFromURIString.parse(address));
    }

    private PlainEchoes(String role, @Nullable Address first) {
        Config config = ConfigFactory.parseString(SETTINGS + "pekko.cluster.roles = [" + role + "]\n")
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
        kit = ActorTestKit.create("plain", config);
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(first == null ? cluster.selfMember().address() : first));
        Awaitility.await().until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
        sharding = ClusterSharding.get(kit.system());
        sharding.init(Entity.of(TYPE, context -> echo()).withRole(FAR));
    }

    /** The address of its actor system. */
    String address() {
        return Cluster.get(kit.system()).selfMember().address().toString();
    }

    private Behavior<Say> echo() {
        return Behaviors.receiveMessage(say -> {
            handled.increment();
            if (say.replyTo() != null) {
                say.replyTo().tell(new Said(say.text()));
            }
            return Behaviors.same();
        });
    }

    CompletionStage<Said> ask(String id, String text) {
        return sharding.entityRefFor(TYPE, id).ask(replyTo -> new Say(text, replyTo), ASK);
    }

    void tell(String id, String text) {
        sharding.entityRefFor(TYPE, id).tell(new Say(text, null));
    }

    long handled() {
        return handled.sum();
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
