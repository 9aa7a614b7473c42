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
        rule(by, "perm +" + mask, on, to);
    }

    private Grant rule(Agent by, String rule, String on, String to) {
        Grant grant = new Grant(Ulid.next(), Grant.Rule.parse(rule), Language.selector(on), Language.selector(to), by);
        grants.add(grant);
        return grant;
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

    @Test
    void anAndMaskTakesAwayFromAllButOwnersAndSuper() {
        grant(ANN, "csd-RwX", "shop:till", "shop:staff:*<User>");
        grant(BOB, "CSD-RWX", "shop:till", "shop:staff:bob");
        rule(Agent.HYPERUSER, "perm &csd-Rwx", "shop:**", "shop:staff:bob");

        assertThat(till(BOB)).isEqualTo("csd-Rwx");
        assertThat(till(ANN)).isEqualTo("CSD-RWX");
        assertThat(till(CARL)).isEqualTo("csd-RwX");
    }

    @Test
    void revokingSuperLeavesNoMoreThanThereWasBefore() {
        grant(ANN, "csd-RwX", "shop:till", "shop:staff:*<User>");
        grant(BOB, "CSD-RWX", "shop:till", "shop:staff:bob");
        rule(Agent.HYPERUSER, "perm &csd-Rwx", "shop:**", "shop:staff:bob");
        Grant lent = rule(Agent.HYPERUSER, "super", "shop+:**", "shop:staff:bob");

        assertThat(access(BOB, "shop:till", ANN).level()).isEqualTo(Access.Level.SUPER);
        assertThat(till(BOB)).isEqualTo("CSD-RWX");

        grants.remove(lent);

        assertThat(access(BOB, "shop:till", ANN).level()).isEqualTo(Access.Level.ENUMERATED);
        assertThat(till(BOB)).isEqualTo("csd-Rwx");
    }

    @Test
    void aRingOfSuperLendsNothing() {
        rule(CARL, "super", "shop:x", "shop:staff:dora");
        rule(DORA, "super", "shop:x", "shop:staff:carl");

        assertThat(access(CARL, "shop:x", null).permissions()).hasToString("csd-rwx");
        assertThat(access(DORA, "shop:x", null).permissions()).hasToString("csd-rwx");
    }

    @Test
    void onlySuperGivesSuper() {
        rule(ANN, "super", "shop:till", "shop:staff:bob");
        assertThat(till(BOB)).isEqualTo("csd-rwx");

        rule(Agent.HYPERUSER, "super", "shop:till", "shop:staff:ann");

        assertThat(access(ANN, "shop:till", ANN).level()).isEqualTo(Access.Level.SUPER_OWNER);
        assertThat(access(BOB, "shop:till", ANN).level()).isEqualTo(Access.Level.SUPER);
    }

    @Test
    void privilegesAreNamedAndAddUp() {
        rule(ANN, "priv refund", "shop:till", "shop:staff:*<User>");
        rule(Agent.HYPERUSER, "priv close-day", "shop:**", "shop:staff:bob");
        rule(BOB, "priv open-safe", "shop:till", "shop:staff:bob");

        assertThat(access(BOB, "shop:till", ANN).privileges()).containsExactlyInAnyOrder("refund", "close-day");
        assertThat(access(CARL, "shop:till", ANN).privileges()).containsExactly("refund");
        assertThat(access(Agent.ANONYMOUS, "shop:till", ANN).privileges()).isEmpty();
    }

    @Test
    void anAndMaskOfOneWithoutFullAccessTakesNothing() {
        grant(ANN, "csd-RwX", "shop:till", "*");
        rule(BOB, "perm &csd-rwx", "shop:till", "*");

        assertThat(till(CARL)).isEqualTo("csd-RwX");
    }

    @Test
    void anAndMaskSendsTheGrantsOfThoseItBindsToSleep() {
        grant(ANN, "CSD-RWX", "shop:till", "shop:staff:bob");
        grant(BOB, "csd-rwX", "shop:till", "shop:staff:carl");
        assertThat(till(CARL)).isEqualTo("csd-rwX");

        rule(ANN, "perm &CSD-RWx", "shop:till", "shop:staff:bob");

        assertThat(till(BOB)).isEqualTo("CSD-RWx");
        assertThat(till(CARL)).isEqualTo("csd-rwx");
    }

    @Test
    void twoWhoTakeFromEachOtherBothLoseAndGiveNothing() {
        grant(ANN, "CSD-RWX", "shop:till", "shop:staff:bob");
        grant(ANN, "CSD-RWX", "shop:till", "shop:staff:carl");
        rule(BOB, "perm &csd-Rwx", "shop:till", "shop:staff:carl");
        rule(CARL, "perm &csd-Rwx", "shop:till", "shop:staff:bob");
        grant(BOB, "csd-rwX", "shop:till", "shop:staff:dora");

        assertThat(till(BOB)).isEqualTo("csd-Rwx");
        assertThat(till(CARL)).isEqualTo("csd-Rwx");
        assertThat(till(DORA)).isEqualTo("csd-rwx");
    }

    @Test
    void aChownWakesTheGrantsOfTheNewOwner() {
        grant(BOB, "csd-rwX", "shop:till", "shop:staff:carl");
        assertThat(access(CARL, "shop:till", ANN).permissions()).hasToString("csd-rwx");

        assertThat(access(CARL, "shop:till", BOB).permissions()).hasToString("csd-rwX");
    }
}
