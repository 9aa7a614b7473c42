package io.hyperspace.testkit;

import io.hyperspace.driver.Driver;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.point.StarKind;
import java.util.Locale;
import java.util.Set;

/** What the drivers of tests have in common: particles of a few kinds, in Maelstroms, whose cores get every wave. */
public abstract class PlainDriver implements Driver {

    private final String name;
    private final StarKind home;
    private final Set<Kind> kinds;

    /** A driver of one kind, whose name it has. */
    protected PlainDriver(Kind kind) {
        this(kind.toString().toLowerCase(Locale.ROOT), StarKind.MAELSTROM, Set.of(kind));
    }

    /** @param home where its particles live */
    protected PlainDriver(String name, StarKind home, Set<Kind> kinds) {
        this.name = name;
        this.home = home;
        this.kinds = Set.copyOf(kinds);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<Kind> kinds() {
        return kinds;
    }

    @Override
    public final StarKind home() {
        return home;
    }

    @Override
    public final Bind defaultBind() {
        return Bind.of(Pipeline.CORE, MethodPattern.ANY);
    }
}
