package io.hyperspace.space.kind;

import java.util.Map;
import java.util.Set;

/** Which kind may hold which, and which kinds hold so many children that their directories are split from birth. */
public final class KindRules {

    /** Kinds with one kind of parent; every other kind lives below a Root, Space, Base or App. */
    private static final Map<String, String> ONLY_PARENT = Map.of(
            "BundleSeries", "Repo",
            "Bundle", "BundleSeries",
            "Artifact", "Bundle",
            "User", "UserBase",
            "File", "FileStore");

    private static final Set<String> OPEN_PARENTS = Set.of("Root", "Space", "Base", "App");
    private static final Set<String> WIDE = Set.of("Root", "UserBase", "FileStore", "BundleSeries");

    private KindRules() {}

    public static boolean mayHold(Kind parent, Kind child) {
        String only = ONLY_PARENT.get(child.base());
        return only == null ? OPEN_PARENTS.contains(parent.base()) : only.equals(parent.base());
    }

    /** Whether a kind may hold anything at all. */
    public static boolean mayHoldAny(Kind kind) {
        return OPEN_PARENTS.contains(kind.base()) || ONLY_PARENT.containsValue(kind.base());
    }

    public static boolean isWide(Kind kind) {
        return WIDE.contains(kind.base());
    }
}
