package io.hyperspace.space.kind;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.text.Visible;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a particle is, such as {@code Space}, {@code Artifact<Bind>} or {@code Database<Relational<…>>}.
 *
 * @param base in CamelCase
 * @param sub in CamelCase, or null
 * @param specific {@code provider:vendor:product:variant:version}, or null
 */
public record Kind(
        String base, @Nullable String sub, @Nullable String specific) {

    private static final String CAMEL = "[A-Z][A-Za-z0-9]{0,63}";
    private static final Pattern NAME = Pattern.compile(CAMEL);
    private static final Pattern FORM = Pattern.compile("(" + CAMEL + ")(?:<(" + CAMEL + ")(?:<([^<>]{1,512})>)?>)?");

    private static final int MAX_LENGTH = 1024;

    public static final Kind ROOT = of("Root");
    public static final Kind SPACE = of("Space");
    public static final Kind BASE = of("Base");
    public static final Kind GLOBAL = of("Global");
    public static final Kind USER = of("User");
    public static final Kind USER_BASE = of("UserBase", "Internal");
    public static final Kind REPO = of("Repo");
    public static final Kind BUNDLE_SERIES = of("BundleSeries");
    public static final Kind BUNDLE = of("Bundle");
    public static final Kind MECHTRON = of("Mechtron");
    public static final Kind WEB = of("Native", "Web");

    public Kind {
        Objects.requireNonNull(base, "base");
    }

    public static Kind of(String base) {
        return new Kind(base, null, null);
    }

    public static Kind of(String base, String sub) {
        return new Kind(base, sub, null);
    }

    /** Whether a text may be a base or a sub. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** @throws io.hyperspace.space.error.HyperspaceException with status 400 if the text is not a kind */
    public static Kind parse(String text) {
        Matcher matcher = FORM.matcher(text);
        boolean good = text.length() <= MAX_LENGTH
                && matcher.matches()
                && (matcher.group(3) == null || Specific.isSpecific(matcher.group(3)));
        if (!good) {
            throw Fault.of(400, "E0111", Visible.quoted(text) + " is not a kind; one reads like Base, Base<Sub>")
                    .toException();
        }
        return new Kind(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    @Override
    public String toString() {
        if (sub == null) {
            return base;
        }
        return base + "<" + sub + (specific == null ? "" : "<" + specific + ">") + ">";
    }
}
