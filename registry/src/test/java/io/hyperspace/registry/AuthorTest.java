package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.provision.RegistryView;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rests on the authority of somebody in another space. */
final class AuthorTest {

    private static final Point TILL = Point.parse("shop:till");
    private static final Agent ANN = Agent.of(Point.parse("people:users:ann"));
    private static final Agent BOB = Agent.of(Point.parse("shop:bob"));

    private static Grant grant(Grant.Rule rule, String on, String to, Agent by) {
        return new Grant(Ulid.next(), rule, Language.selector(on), Language.selector(to), by);
    }

    @Test
    void whatAnAuthorGaveIsOverOnceTheAuthorIsDeleted(@TempDir Path data) {
        try (TestMachine machine = TestMachine.start(data)) {
            Registry registry = machine.registry();
            RegistryView view = new RegistryView(registry, 100, 100, 10, Duration.ofMinutes(1));
            machine.create("people", Kind.SPACE);
            machine.create("people:users", Kind.USER_BASE);
            machine.create("people:users:ann", Kind.USER);
            machine.create("shop", Kind.SPACE);
            machine.create("shop:till", Kind.BASE);
            machine.create("shop:bob", Kind.BASE);
            get(registry.grant(grant(new Grant.Super(), "shop+:**", "people:users:*<User>", Agent.HYPERUSER)));
            Grant.Rule all = new Grant.OrMask(Permissions.parse("csd-rwX"));
            get(registry.grant(grant(all, "shop:till", "shop:bob", ANN)));
            get(view.record(TILL));
            assertThat(get(view.decide(BOB, TILL)).access().may(Permission.EXECUTE))
                    .isTrue();
            assertThat(view.cachedAccess(BOB, TILL)).isNotNull();

            get(registry.delete(Point.parse("people:users:ann")));

            assertThat(view.cachedAccess(BOB, TILL)).isNull();
            assertThat(get(view.decide(BOB, TILL)).access().may(Permission.EXECUTE))
                    .isFalse();
        }
    }
}
