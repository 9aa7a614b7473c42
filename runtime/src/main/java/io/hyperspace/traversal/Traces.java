package io.hyperspace.traversal;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.bind.BindRoute;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.trace.TracedWave;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.trace.Fate;
import io.hyperspace.trace.Layer;
import io.hyperspace.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** What a particle leaves of the tracked waves that it is given. */
final class Traces {

    private static final Fate GIVEN_BACK = Fate.passed("given back");

    private Traces() {}

    static @Nullable StarKey star(ParticleRecord record) {
        Location location = record.location();
        return location == null ? null : location.star();
    }

    /** How the field decided; nothing when it has not yet. */
    static void field(Tracer tracer, ParticleRecord record, Directed wave, Judge.Verdict verdict) {
        if (TracedWave.of(wave) != null && verdict != Judge.Ask.NOW) {
            tracer.left(wave, Layer.FIELD, star(record), 0, fate(verdict));
        }
    }

    static void answered(Tracer tracer, ParticleRecord record, Directed wave, Reply reply) {
        if (TracedWave.of(wave) != null) {
            tracer.left(wave, Layer.ANSWERED, star(record), 0, Fate.of(reply.status(), reply.body()));
        }
    }

    private static Fate fate(Judge.Verdict verdict) {
        if (verdict instanceof Judge.Refuse refuse) {
            return Fate.of(refuse.fault());
        }
        return verdict instanceof Judge.Enter enter
                ? Fate.passed(text(enter.match().route()))
                : GIVEN_BACK;
    }

    /** As it stands in the bind; not the wave's own path, which may hold what is nobody's business. */
    private static String text(BindRoute route) {
        StringBuilder text = new StringBuilder(route.method().toString());
        route.path().parts().forEach(text::append);
        return text.toString();
    }
}
