package io.hyperspace.drivers.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/** The ingresses that are open on a Machine, for the particles there that tell of them. */
final class Ingresses implements Extension {

    private static final Id ID = new Id();

    private final List<WebIngress> open = new CopyOnWriteArrayList<>();

    static Ingresses of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    List<WebIngress> open() {
        return List.copyOf(open);
    }

    void add(WebIngress ingress) {
        open.add(ingress);
    }

    void remove(WebIngress ingress) {
        open.remove(ingress);
    }

    private static final class Id extends ExtensionId<Ingresses> {
        @Override
        public Ingresses createExtension(ActorSystem<?> system) {
            return new Ingresses();
        }
    }
}
