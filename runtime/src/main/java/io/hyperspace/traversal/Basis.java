package io.hyperspace.traversal;

import io.hyperspace.provision.Copy;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What an active particle runs on: its record, and the record of the document that its bind is from.
 *
 * @param document null for a particle that has the bind of its driver
 */
public record Basis(Copy record, @Nullable Copy document) {

    /** The same, as the Registry has it now; fails with 404 when either is gone. */
    public CompletionStage<Basis> readAgain(RegistryView view) {
        return view.read(record.record().point()).thenCompose(now -> {
            Point bind = Binds.document(now.record());
            return bind == null
                    ? CompletableFuture.completedFuture(new Basis(now, null))
                    : view.read(bind).thenApply(there -> new Basis(now, there));
        });
    }

    /** Whether no change has been told of since the records were copied. */
    public boolean isCurrent(RegistryView view) {
        return view.isCurrent(record) && (document == null || view.isCurrent(document));
    }

    /**
     * This basis, stamped anew, if the copies that this Machine holds now say the same; null when one of them is missing or
     * says something else.
     */
    public @Nullable Basis renewed(RegistryView view) {
        Copy now = view.cachedCopy(record.record().point());
        Copy bind = document == null ? null : view.cachedCopy(document.record().point());
        if (now == null || (document != null && bind == null)) {
            return null;
        }
        Basis renewed = new Basis(now, bind);
        return isSameAs(renewed) ? renewed : null;
    }

    /** Whether a particle may go on with another basis as if nothing had happened. */
    public boolean isSameAs(Basis other) {
        ParticleRecord then = record.record();
        ParticleRecord now = other.record.record();
        return isSameParticle(then, now)
                && now.status() != Status.DELETED
                && Objects.equals(star(then), star(now))
                && isSameDocument(document, other.document);
    }

    /** Whether two records are of the same registration and have the same properties. */
    public static boolean isSameParticle(ParticleRecord then, ParticleRecord now) {
        return now.incarnation().equals(then.incarnation()) && now.properties().equals(then.properties());
    }

    private static @Nullable StarKey star(ParticleRecord record) {
        Location location = record.location();
        return location == null ? null : location.star();
    }

    private static boolean isSameDocument(@Nullable Copy then, @Nullable Copy now) {
        if (then == null || now == null) {
            return then == null && now == null;
        }
        return isSameParticle(then.record(), now.record()) && now.record().status() != Status.DELETED;
    }
}
