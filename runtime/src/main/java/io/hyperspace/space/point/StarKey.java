package io.hyperspace.space.point;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a star, such as {@code <<central:nexus[0]>>}.
 *
 * @param constellation the group of stars it belongs to
 * @param name the star's name within the group; for the stars that a Hyperverse starts, its kind in lower case
 * @param index 0 to 65,535
 */
public record StarKey(String constellation, String name, int index) implements Comparable<StarKey> {

    private static final int MAX_INDEX = 65_535;
    private static final String NAME = "[a-z][a-z0-9-]{0," + (Point.MAX_SEGMENT_BYTES - 1) + "}";
    private static final Pattern FORM = Pattern.compile("<<(" + NAME + "):(" + NAME + ")\\[(0|[1-9][0-9]{0,4})]>>");

    public StarKey {
        Objects.requireNonNull(constellation, "constellation");
        Objects.requireNonNull(name, "name");
        if (index < 0 || index > MAX_INDEX) {
            throw new IllegalArgumentException("a star's index is 0 to " + MAX_INDEX + ", not " + index);
        }
    }

    /** The key of a star that a Hyperverse starts itself. */
    public static StarKey of(StarKind kind, int index) {
        return new StarKey("central", kind.starName(), index);
    }

    /** @throws IllegalArgumentException if the text is not {@code <<constellation:name[index]>>} */
    public static StarKey parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a star key: " + text);
        }
        return new StarKey(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    /** Keys of a Hyperverse differ by their index first of all, and are compared at every look at a place. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof StarKey star
                        && index == star.index
                        && name.equals(star.name)
                        && constellation.equals(star.constellation));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * constellation.hashCode() + name.hashCode()) + index;
    }

    @Override
    public int compareTo(StarKey other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "<<" + constellation + ":" + name + "[" + index + "]>>";
    }
}
