package io.hyperspace.space.particle;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.text.Keys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one kind's properties. A property without a rule may have any value. No refusal repeats a value, for it
 * may be a secret.
 */
public final class PropertyRules {

    /** A kind whose properties are free. */
    public static final PropertyRules NONE = new PropertyRules(List.of());

    private final Map<String, PropertyRule> rules;

    private PropertyRules(List<PropertyRule> rules) {
        this.rules = new LinkedHashMap<>();
        for (PropertyRule rule : rules) {
            if (this.rules.put(rule.key(), rule) != null) {
                throw new IllegalArgumentException("property '" + rule.key() + "' has two rules");
            }
        }
    }

    /** @throws IllegalArgumentException if two are about the same property */
    public static PropertyRules of(List<PropertyRule> rules) {
        return rules.isEmpty() ? NONE : new PropertyRules(rules);
    }

    /** Whether a property's value is shown to nobody. */
    public boolean isSecret(String key) {
        PropertyRule rule = rules.get(key);
        return rule != null && rule.secret();
    }

    /** What a new particle gets: what was asked for, and what the rules give of themselves. */
    public List<PropertyChange> completed(List<PropertyChange> wanted) {
        Set<String> given = new HashSet<>();
        wanted.forEach(change -> given.add(change.key()));
        List<PropertyChange> all = new ArrayList<>(wanted);
        for (PropertyRule rule : rules.values()) {
            String initial = rule.initial();
            if (initial != null && !given.contains(rule.key())) {
                all.add(new PropertyChange.Set(rule.key(), initial, false));
            }
        }
        return all;
    }

    /** Why a new particle cannot have these properties, which are {@link #completed}; null when it can. */
    public @Nullable Fault refusalOfNew(List<PropertyChange> properties) {
        Set<String> given = new HashSet<>();
        for (PropertyChange change : properties) {
            Fault refusal = refusal(change);
            if (refusal != null) {
                return refusal;
            }
            given.add(change.key());
        }
        for (PropertyRule rule : rules.values()) {
            if (rule.required() && !given.contains(rule.key())) {
                return PropertyFaults.missing(rule);
            }
        }
        return null;
    }

    /** Why the properties of a particle that is there cannot change so; null when they can. */
    public @Nullable Fault refusalOfChange(List<PropertyChange> changes) {
        for (PropertyChange change : changes) {
            PropertyRule rule = rules.get(change.key());
            Fault refusal = rule != null && !rule.mutable() ? Faults.fixedProperty(rule.key()) : refusal(change);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Fault refusal(PropertyChange change) {
        if (!Keys.isKey(change.key())) {
            return PropertyFaults.malformedKey(change.key());
        }
        PropertyRule rule = rules.get(change.key());
        if (rule == null) {
            return null;
        }
        if (!(change instanceof PropertyChange.Set set)) {
            return refusalOfUnsetting(rule);
        }
        if (rule.constant() != null && !rule.constant().equals(set.value())) {
            return PropertyFaults.constant(rule);
        }
        return rule.matches(set.value()) ? null : PropertyFaults.mismatch(rule);
    }

    private static @Nullable Fault refusalOfUnsetting(PropertyRule rule) {
        if (rule.constant() != null) {
            return PropertyFaults.constant(rule);
        }
        return rule.required() ? PropertyFaults.missing(rule) : null;
    }
}
