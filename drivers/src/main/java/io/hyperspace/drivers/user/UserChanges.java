package io.hyperspace.drivers.user;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * What somebody wants of a User's properties, made into what the Registry may know: a password becomes its hash, and what
 * must end the User's tokens does.
 */
public final class UserChanges {

    private final Passwords passwords;

    public UserChanges(ActorSystem<?> system) {
        this.passwords = Passwords.of(system);
    }

    /** The changes for a particle of a kind; 422 for a password that is none, and for what only Machines may set. */
    public CompletionStage<List<PropertyChange>> of(Kind kind, List<PropertyChange> wanted) {
        if (!kind.equals(Kind.USER)) {
            return CompletableFuture.completedFuture(wanted);
        }
        List<PropertyChange> passwordChanges = new ArrayList<>();
        boolean ending = false;
        List<PropertyChange> others = new ArrayList<>();
        for (PropertyChange change : wanted) {
            if (UserProperties.isKeptByMachines(change.key())) {
                throw UserFaults.keptByMachines(change.key()).toException();
            }
            if (endsTokens(change) && change instanceof PropertyChange.Set set && set.lock()) {
                throw UserFaults.mayNotBeLocked(change.key()).toException();
            }
            ending |= endsTokens(change);
            (change.key().equals(UserProperties.PASSWORD) ? passwordChanges : others).add(change);
        }
        if (passwordChanges.size() > 1) {
            throw UserFaults.secondPassword().toException();
        }
        if (ending) {
            others.add(endAll());
        }
        return passwordChanges.isEmpty()
                ? CompletableFuture.completedFuture(others)
                : hashed(passwordChanges.get(0), others);
    }

    private static boolean endsTokens(PropertyChange change) {
        return change.key().equals(UserProperties.PASSWORD) || change.key().equals(UserProperties.DISABLED);
    }

    /** Ends all tokens that there are. */
    static PropertyChange endAll() {
        return new PropertyChange.Set(UserProperties.TOKENS_FROM, Ulid.next().toString(), false);
    }

    private CompletionStage<List<PropertyChange>> hashed(PropertyChange password, List<PropertyChange> others) {
        CompletionStage<PropertyChange> hashed = password instanceof PropertyChange.Set set
                ? passwords.hash(set.value()).thenApply(hash -> new PropertyChange.Set(set.key(), hash, set.lock()))
                : CompletableFuture.completedFuture(password);
        return hashed.thenApply(change -> {
            List<PropertyChange> all = new ArrayList<>(others);
            all.add(change);
            return all;
        });
    }
}
