package io.hyperspace.space.particle;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.hyperspace.space.text.Keys;
import org.jspecify.annotations.Nullable;

/**
 * What one property of a kind must be. A driver makes it of the property's key: {@code
 * PropertyRule.of("email").asRequired().matching("[^@]+@[^@]+")}.
 *
 * @param key the property
 * @param required whether a particle must always have it
 * @param pattern what a value must match as a whole, in the syntax of RE2; null for any text
 * @param standard the value of a particle that is created without one; null for none
 * @param constant the only value that there is, which a particle gets when it is created; null for any
 * @param secret whether the value is for drivers alone and is shown to nobody
 * @param mutable whether it may be set or unset after the particle was created
 */
public record PropertyRule(
        String key,
        boolean required,
        @Nullable String pattern,
        @Nullable String standard,
        @Nullable String constant,
        boolean secret,
        boolean mutable) {

    /**
     * @throws IllegalArgumentException if the key is none, the pattern is none, or the value that a particle would get by
     *     itself is one that the rule refuses
     */
    public PropertyRule {
        Keys.checked(key);
        if (pattern != null) {
            checkPattern(key, pattern);
        }
        if (constant != null && standard != null) {
            throw new IllegalArgumentException("property '" + key + "' has a constant, so it needs no default");
        }
        checkValue(key, pattern, standard);
        checkValue(key, pattern, constant);
    }

    private static void checkPattern(String key, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the pattern of property '" + key + "' is none", e);
        }
    }

    private static void checkValue(String key, @Nullable String pattern, @Nullable String value) {
        if (pattern != null && value != null && !Pattern.matches(pattern, value)) {
            throw new IllegalArgumentException("property '" + key + "' gets a value by itself that it must not have");
        }
    }

    /** A rule that allows everything. */
    public static PropertyRule of(String key) {
        return new PropertyRule(key, false, null, null, null, false, true);
    }

    /** The same, for a property that a particle must always have. */
    public PropertyRule asRequired() {
        return new PropertyRule(key, true, pattern, standard, constant, secret, mutable);
    }

    /** The same, for values that match a pattern of RE2 as a whole. */
    public PropertyRule matching(String newPattern) {
        return new PropertyRule(key, required, newPattern, standard, constant, secret, mutable);
    }

    /** The same, with a value for a particle that is created without one. */
    public PropertyRule withDefault(String value) {
        return new PropertyRule(key, required, pattern, value, constant, secret, mutable);
    }

    /** The same, for a property that has this value in every particle. */
    public PropertyRule always(String value) {
        return new PropertyRule(key, required, pattern, standard, value, secret, mutable);
    }

    /** The same, for a value that is shown to nobody. */
    public PropertyRule asSecret() {
        return new PropertyRule(key, required, pattern, standard, constant, true, mutable);
    }

    /** The same, for a property that is decided when a particle is created. */
    public PropertyRule asFixed() {
        return new PropertyRule(key, required, pattern, standard, constant, secret, false);
    }

    /** What a particle gets that is created without a value; null for nothing. */
    @Nullable String initial() {
        return constant != null ? constant : standard;
    }

    boolean matches(String value) {
        return pattern == null || Pattern.matches(pattern, value);
    }
}
