package io.hyperspace.space.particle;

import io.hyperspace.space.error.Fault;

/** Refusals of properties. Each names the property and says what was expected, and none repeats a value. */
final class PropertyFaults {

    private static final int SHOWN = 64;

    private PropertyFaults() {}

    static Fault malformedKey(String key) {
        String shown = key.length() > SHOWN ? key.substring(0, SHOWN) + "…" : key;
        return Fault.of(
                400, "E0230", "'" + shown + "' is no key of a property, one reads like max-size or limits.max-size");
    }

    static Fault missing(PropertyRule rule) {
        String key = rule.key();
        return Fault.of(
                422, "E0231", "property '" + key + "' is required here", "give it, as in { +" + key + "=VALUE }");
    }

    static Fault mismatch(PropertyRule rule) {
        return Fault.of(422, "E0232", "property '" + rule.key() + "' must match " + rule.pattern());
    }

    static Fault constant(PropertyRule rule) {
        String expected = rule.secret() ? "its one value" : "'" + rule.constant() + "'";
        return Fault.of(422, "E0233", "property '" + rule.key() + "' is always " + expected + " here");
    }
}
