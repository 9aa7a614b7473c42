package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Copy;
import io.hyperspace.provision.Decision;
import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Decisions on children that were made by what was read for a sibling, beside those that the Registry makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InheritedAccessTest {

    private static final Agent BOB = Agent.of(Point.parse("staff:bob"));
    private static final Grant.Rule MAY_USE = new Grant.OrMask(Permissions.parse("csd-RwX"));
    private static final Grant.Rule MAY_READ_ONLY = new Grant.AndMask(Permissions.parse("csd-Rwx"));

    private TestMachine machine;
    private Registry registry;
    private RegistryView view;

    @BeforeAll
    void start(@TempDir Path data) {
        machine = TestMachine.start(data);
        registry = machine.registry();
        view = new RegistryView(registry, 1_000, 1_000, 100, Duration.ofMinutes(1));
        machine.create("staff", Kind.USER_BASE);
        machine.create("staff:bob", Kind.USER);
        machine.create("staff:ann", Kind.USER);
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    private Grant grant(Grant.Rule rule, String on, Agent by) {
        return get(registry.grant(
                new Grant(Ulid.next(), rule, Language.selector(on), Language.selector("staff:bob"), by)));
    }

    /** A space with two tills that bob may use. */
    private void shop(String space) {
        machine.create(space, Kind.SPACE);
        machine.create(space + ":tills", Kind.BASE);
        machine.create(space + ":tills:one", Kind.BASE);
        machine.create(space + ":tills:two", Kind.BASE);
        grant(MAY_USE, space + ":**", Agent.HYPERUSER);
    }

    private @Nullable Access inherited(String point) {
        Copy copy = get(view.copy(Point.parse(point)));
        Decision decision = view.inherited(BOB, copy);
        return decision == null ? null : decision.access();
    }

    private Access read(String point) {
        return get(view.decide(BOB, Point.parse(point))).access();
    }

    @Test
    void whatWasReadForOneIsEnoughForItsSiblingsAlsoForThoseThatComeLater() {
        shop("mall");
        assertThat(inherited("mall:tills:two")).isNull();

        Access one = read("mall:tills:one");

        machine.create("mall:tills:three", Kind.BASE);
        machine.createFor("mall:tills:bobs", Kind.BASE, BOB);
        assertThat(inherited("mall:tills:two")).isEqualTo(one).isEqualTo(read("mall:tills:two"));
        assertThat(inherited("mall:tills:three")).isEqualTo(one);
        assertThat(inherited("mall:tills:bobs")).isEqualTo(read("mall:tills:bobs"));
        assertThat(Objects.requireNonNull(inherited("mall:tills:bobs")).level()).isEqualTo(Access.Level.OWNER);
    }

    @Test
    void aChildWithRulesOfItsOwnInheritsNothingUntilTheyHaveEnded() {
        shop("inn");
        read("inn:tills:one");
        Copy before = get(view.copy(Point.parse("inn:tills:two")));

        Grant mask = grant(MAY_READ_ONLY, "inn:tills:two", Agent.HYPERUSER);
        read("inn:tills:one");

        assertThat(view.inherited(BOB, before)).isNull();
        assertThat(inherited("inn:tills:two")).isNull();
        assertThat(inherited("inn:tills:one")).isEqualTo(read("inn:tills:one"));
        assertThat(read("inn:tills:two").permissions()).isEqualTo(Permissions.parse("csd-Rwx"));
        get(registry.revoke(mask.id()));
        read("inn:tills:one");
        assertThat(inherited("inn:tills:two")).isEqualTo(read("inn:tills:one"));
    }

    @Test
    void whateverChangesInTheRulesIsSeenByTheTimeItIsAnswered() {
        shop("fair");
        read("fair:tills:one");
        assertThat(inherited("fair:tills:two")).isNotNull();

        grant(MAY_READ_ONLY, "fair:**", Agent.HYPERUSER);
        assertThat(inherited("fair:tills:two")).isNull();
        read("fair:tills:one");
        assertThat(Objects.requireNonNull(inherited("fair:tills:two")).permissions())
                .isEqualTo(Permissions.parse("csd-Rwx"));

        get(registry.chown(Point.parse("fair:tills:two"), BOB));
        read("fair:tills:one");
        assertThat(inherited("fair:tills:two")).isEqualTo(read("fair:tills:two"));
    }

    @Test
    void aUserThatIsDisabledInheritsNothing() {
        shop("pub");
        read("pub:tills:one");
        assertThat(inherited("pub:tills:two")).isNotNull();

        get(registry.setProperties(
                Point.parse("staff:bob"), List.of(new PropertyChange.Set("disabled", "true", false))));

        assertThat(inherited("pub:tills:two")).isNull();
        assertThat(read("pub:tills:one")).isEqualTo(Access.NOTHING);
        assertThat(read("staff:ann")).isEqualTo(Access.NOTHING);
        assertThat(inherited("pub:tills:two")).isNull();
        get(registry.setProperties(
                Point.parse("staff:bob"), List.of(new PropertyChange.Set("disabled", "false", false))));
    }

    @Test
    void ofFilesEachIsReadForItself() {
        shop("press");
        machine.create("press:all", Kind.REPO);
        machine.create("press:all:site", Kind.BUNDLE_SERIES);
        machine.create("press:all:site:1.0.0", Kind.BUNDLE);
        for (String file : List.of("a", "b/c", "b/d")) {
            machine.create("press:all:site:1.0.0:/" + file, Kind.of("Artifact"));
        }

        Access read = read("press:all:site:1.0.0:/b/c");

        assertThat(read).isEqualTo(read("press:all:site:1.0.0:/a"));
        assertThat(inherited("press:all:site:1.0.0:/b/d")).isNull();
        assertThat(inherited("press:all:site:1.0.0:/a")).isNull();
    }

    /** An author that comes to be brings a kind along, by which rules may fit that did not; nobody is told of that. */
    @Test
    void nothingIsInheritedByRulesOfAnAuthorThatIsNotThere() {
        shop("kiosk");
        grant(MAY_READ_ONLY, "kiosk:**", Agent.of(Point.parse("staff:nobody")));

        read("kiosk:tills:one");

        assertThat(inherited("kiosk:tills:two")).isNull();
    }
}
