package io.hyperspace.sample;

import io.hyperspace.Hyperspace;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import java.nio.file.Path;
import java.util.List;

/**
 * The guest book. Its page, its binds and its two mechtrons come from one bundle; this class only says what the
 * Hyperverse is to hold. Every step may be repeated, so a start that was cut short is made good by the next.
 */
public final class GuestBook {

    /** The version of the bundle; a changed bundle needs a new one. */
    static final String BUNDLE = "localhost:repo:guestbook:1.0.0";

    private static final String INSTALLED = "installed";
    private static final int CONFLICT = 409;

    private static final List<String> BEFORE = List.of(
            "create? localhost<Space>",
            "create? localhost:repo<Repo>",
            "create? localhost:repo:guestbook<BundleSeries>");

    private static final List<String> AFTER = List.of(
            "create? localhost:guestbook<Mechtron>{ +config=" + BUNDLE + ":/config/guestbook.mechtron }",
            "create? localhost:greeter<Mechtron>{ +config=" + BUNDLE + ":/config/greeter.mechtron }",
            "set localhost{ +bind=" + BUNDLE + ":/bind/app.bind }");

    /** What strangers may do: use the site. The marker comes last, for a grant is made anew each time it is given. */
    private static final List<String> ONCE =
            List.of("grant perm +csd-rwX on localhost+:** to *", "set localhost{ +" + INSTALLED + "=" + BUNDLE + " }");

    private GuestBook() {}

    /** Brings the guest book into a Hyperverse; changes nothing when it is there. */
    public static void install(Hyperspace hyperspace, Path bundle) {
        BEFORE.forEach(line -> hyperspace.command(line).orThrow());
        Fault refused = hyperspace.publish(bundle, BUNDLE).error();
        if (refused != null && refused.status() != CONFLICT) {
            throw new HyperspaceException(refused);
        }
        AFTER.forEach(line -> hyperspace.command(line).orThrow());
        boolean installed = hyperspace
                .command("get localhost{ " + INSTALLED + " }")
                .result()
                .path(INSTALLED)
                .asText()
                .equals(BUNDLE);
        if (!installed) {
            ONCE.forEach(line -> hyperspace.command(line).orThrow());
        }
    }
}
