package io.hyperspace.registry;

import io.hyperspace.registry.directory.Entry;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.PropertyRules;
import java.util.List;
import java.util.function.Function;

/** What this Machine's drivers say about the properties of each kind. */
final class PropertyBook {

    private volatile Function<Kind, PropertyRules> kinds = kind -> PropertyRules.NONE;

    void set(Function<Kind, PropertyRules> rules) {
        this.kinds = rules;
    }

    PropertyRules of(Kind kind) {
        return kinds.apply(kind);
    }

    /** Changes as a directory takes them; which values are secret is stored with them. */
    static List<Entry.Change> changes(PropertyRules rules, List<PropertyChange> changes) {
        return changes.stream().map(change -> change(rules, change)).toList();
    }

    private static Entry.Change change(PropertyRules rules, PropertyChange change) {
        if (change instanceof PropertyChange.Set set) {
            return new Entry.Change(set.key(), set.value(), set.lock(), rules.isSecret(set.key()));
        }
        return new Entry.Change(change.key(), null, false, false);
    }
}
