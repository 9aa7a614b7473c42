package io.hyperspace.registry.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.PointHierarchy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The worked examples of the design, in the Space {@code shop} with the Users ann and bob below {@code shop:staff}. */
class AccessRulesTest {

    private static final Agent ANN = agent("shop:staff:ann");
    private static final Agent BOB = agent("shop:staff:bob");
    private static final Agent CARL = agent("shop:staff:carl");
    private static final Agent DORA = agent("shop:staff:dora");

    private static final Map<String, Kind> KINDS = Map.of(
            "shop", Kind.SPACE,
            "shop:staff", Kind.USER_BASE,
            "shop:staff:ann", Kind.USER,
            "shop:staff:bob", Kind.USER,
            "shop:staff:carl", Kind.USER,
            "shop:staff:dora", Kind.USER,
            "shop:till", Kind.BASE);

    private final List<Grant> grants = new ArrayList<>();

    private static Agent agent(String point) {
        return Agent.of(Point.parse(point));
    }

    private static PointHierarchy hierarchy(Point point) {
        List<@Nullable Kind> kinds = new ArrayList<>();
        for (Point level : point.levels()) {
            if (!level.isRoot()) {
                kinds.add(KINDS.get(level.toString()));
            }
        }
        return new PointHierarchy(point, kinds);
    }

    private void grant(Agent by, String mask, String on, String to) {
        grants.add(new Grant(
                Ulid.next(),
                new Grant.OrMask(Permissions.parse(mask)),
                Language.selector(on),
                Language.selector(to),
                by));
    }

    private Access access(Agent agent, String point, @Nullable Agent owner) {
        Point subject = Point.parse(point);
        return new AccessRules(hierarchy(subject), owner, grants, AccessRulesTest::hierarchy).access(agent);
    }

    private String till(Agent agent) {
        return access(agent, "shop:till", ANN).permissions().toString();
    }

    @Test
    void withoutGrantsOnlyOwnerAndHyperuserMayDoAnything() {
        assertThat(till(BOB)).isEqualTo("csd-rwx");
        assertThat(till(Agent.ANONYMOUS)).isEqualTo("csd-rwx");
        assertThat(till(ANN)).isEqualTo("CSD-RWX");
        assertThat(access(ANN, "shop:till", ANN).level()).isEqualTo(Access.Level.OWNER);
        assertThat(access(Agent.HYPERUSER, "shop:till", ANN).level()).isEqualTo(Access.Level.SUPER);
    }

    @Test
    void anOwnerGrantsToAKindOfAgents() {
        grant(ANN, "csd-RwX", "shop:till", "shop:staff:*<User>");

        assertThat(till(BOB)).isEqualTo("csd-RwX");
        assertThat(till(Agent.ANONYMOUS)).isEqualTo("csd-rwx");
    }

    @Test
    void aGrantByOneWithoutFullAccessLiesDormant() {
        grant(ANN, "csd-RwX", "shop:till", "shop:staff:*<User>");
        grant(BOB, "CSD-RWX", "shop:till", "shop:staff:bob");

        assertThat(till(BOB)).isEqualTo("csd-RwX");
    }

    @Test
    void aDormantGrantWakesWhenItsAuthorHasFullAccess() {
        grant(BOB, "csd-rwX", "shop:till", "shop:staff:carl");
        assertThat(till(CARL)).isEqualTo("csd-rwx");

        grant(ANN, "CSD-RWX", "shop:till", "shop:staff:bob");

        assertThat(till(CARL)).isEqualTo("csd-rwX");
    }

    @Test
    void fullAccessMayComeFromSeveralGrants() {
        grant(BOB, "csd-rwX", "shop:till", "shop:staff:carl");
        grant(ANN, "CSD-rwx", "shop:till", "shop:staff:bob");
        assertThat(till(CARL)).isEqualTo("csd-rwx");

        grant(Agent.HYPERUSER, "csd-RWX", "shop+:**", "shop:staff:bob");

        assertThat(till(CARL)).isEqualTo("csd-rwX");
    }

    @Test
    void aRingOfGrantsLendsNothing() {
        grant(CARL, "CSD-RWX", "shop:x", "shop:staff:dora");
        grant(DORA, "CSD-RWX", "shop:x", "shop:staff:carl");

        assertThat(access(CARL, "shop:x", null).permissions()).isEqualTo(Permissions.NONE);
        assertThat(access(DORA, "shop:x", null).permissions()).isEqualTo(Permissions.NONE);
    }

    @Test
    void whoGrantsToThemselvesGetsNothing() {
        grant(BOB, "CSD-RWX", "shop:till", "**");

        assertThat(till(BOB)).isEqualTo("csd-rwx");
    }

    @Test
    void masksOfAllLevelsAddUp() {
        grant(Agent.HYPERUSER, "csd-Rwx", "shop+:**", "*");
        grant(Agent.HYPERUSER, "csd-rwX", "shop:till", "*");

        assertThat(till(BOB)).isEqualTo("csd-RwX");
        assertThat(access(BOB, "shop", null).permissions()).hasToString("csd-Rwx");
        assertThat(access(BOB, "other", null).permissions()).hasToString("csd-rwx");
    }

    @Test
    void aLoneStarIsEveryoneAndTwoStarsAreParticles() {
        grant(Agent.HYPERUSER, "csd-rwX", "shop:till", "*");
        grant(Agent.HYPERUSER, "csd-Rwx", "shop:till", "**");

        assertThat(till(Agent.ANONYMOUS)).isEqualTo("csd-rwX");
        assertThat(till(BOB)).isEqualTo("csd-RwX");
    }

    @Test
    void anOwnerOwnsThatPointOnly() {
        assertThat(access(ANN, "shop:till:drawer", null).permissions()).isEqualTo(Permissions.NONE);
    }

    @Test
    void aLongChainOfGrantsIsFollowed() {
        List<Agent> chain = Arrays.asList(ANN, BOB, CARL, DORA);
        for (int i = chain.size() - 1; i > 0; i--) {
            grant(chain.get(i - 1), "CSD-RWX", "shop:till", chain.get(i).toString());
        }

        assertThat(till(DORA)).isEqualTo("CSD-RWX");
    }
}
