package io.hyperspace.finality;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Changes that take from an agent what it was allowed. Each may be asked for again when it was not answered. */
enum FinalChange {
    REVOKE(403) {
        @Override
        CompletionStage<?> allow(Registry registry, Scene scene) {
            return registry.grant(scene.opening(scene.user()));
        }

        @Override
        CompletionStage<?> take(Registry registry, Scene scene) {
            return registry.revoke(scene.id());
        }
    },

    CHOWN(403) {
        @Override
        CompletionStage<?> allow(Registry registry, Scene scene) {
            return registry.chown(scene.point(), scene.user());
        }

        @Override
        CompletionStage<?> take(Registry registry, Scene scene) {
            return registry.chown(scene.point(), Agent.HYPERUSER);
        }
    },

    MASK(403) {
        @Override
        CompletionStage<?> allow(Registry registry, Scene scene) {
            return registry.grant(scene.opening(scene.user()));
        }

        @Override
        CompletionStage<?> take(Registry registry, Scene scene) {
            return registry.grant(
                    scene.grant(scene.second(), new Grant.AndMask(Permissions.parse("CSD-RWx")), scene.user()));
        }
    },

    BIND(401) {
        @Override
        CompletionStage<?> allow(Registry registry, Scene scene) {
            return registry.grant(scene.opening(Agent.ANONYMOUS));
        }

        @Override
        CompletionStage<?> take(Registry registry, Scene scene) {
            return registry.setProperties(
                    scene.point(), List.of(new PropertyChange.Set("bind", Scene.CLOSED_BIND, false)));
        }

        @Override
        Agent agent(Scene scene) {
            return Agent.ANONYMOUS;
        }
    },

    DISABLE(403) {
        @Override
        CompletionStage<?> allow(Registry registry, Scene scene) {
            return registry.grant(scene.opening(scene.user()));
        }

        @Override
        CompletionStage<?> take(Registry registry, Scene scene) {
            return registry.setProperties(
                    scene.userPoint(), List.of(new PropertyChange.Set("disabled", "true", false)));
        }

        @Override
        Point changed(Scene scene) {
            return scene.userPoint();
        }
    };

    private final int refusal;

    FinalChange(int refusal) {
        this.refusal = refusal;
    }

    /** The status by which a wave is refused afterwards. */
    int refusal() {
        return refusal;
    }

    abstract CompletionStage<?> allow(Registry registry, Scene scene);

    abstract CompletionStage<?> take(Registry registry, Scene scene);

    /** Who sends the waves. */
    Agent agent(Scene scene) {
        return scene.user();
    }

    /** The particle whose record the change is kept at. */
    Point changed(Scene scene) {
        return scene.point();
    }

    /**
     * What a round is about.
     *
     * @param point the particle
     * @param userPoint the user
     * @param id of the grant that opens the particle
     * @param second of another grant
     */
    record Scene(Point point, Point userPoint, Ulid id, Ulid second) {

        /** A document whose one route asks for an agent that is not anonymous. */
        static final String CLOSED_BIND = "repo:hall:1.0.0:/bind/closed.bind";

        Agent user() {
            return Agent.of(userPoint);
        }

        Grant opening(Agent to) {
            return grant(id, new Grant.OrMask(Permissions.parse("csd-rwX")), to);
        }

        Grant grant(Ulid named, Grant.Rule rule, Agent to) {
            String who = to.equals(Agent.ANONYMOUS) ? "*" : to.toString();
            return new Grant(named, rule, Language.selector(point.toString()), Language.selector(who), Agent.HYPERUSER);
        }
    }
}
