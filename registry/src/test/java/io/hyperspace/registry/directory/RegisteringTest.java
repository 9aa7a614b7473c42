package io.hyperspace.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Change;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** A particle that takes another's place, once and once more. */
final class RegisteringTest {

    private static final Point HALL = Point.parse("hall");
    private static final Point CHAIR = Point.parse("hall:chair");

    private final Registering registering = new Registering(10);
    private final TestInbox<DirectoryAnswer> asking = TestInbox.create();

    private static DirectoryCommand.Candidate candidate() {
        return new DirectoryCommand.Candidate(
                CHAIR, Incarnation.next(), Kind.BASE, Agent.HYPERUSER, List.of(), Command.Strategy.OVERRIDE, null);
    }

    /** Another Machine may have a copy of any revision that what was replaced ever had. */
    @Test
    void whoAsksAgainHasAllMachinesForgetWhatWasReplacedInWhateverRevisionTheyKnowIt() {
        Incarnation old = Incarnation.next();
        DirectoryCommand.Candidate candidate = candidate();
        DirectoryState.Open after = new DirectoryState.Open(
                HALL, Incarnation.next(), Kind.SPACE, false, Children.none().with(Entry.of(candidate)), 0);

        Decision decision = registering.replace(after, new DirectoryCommand.Replace(old, candidate, asking.getRef()));

        assertThat(decision).isInstanceOfSatisfying(Decision.Again.class, again -> {
            assertThat(again.answer())
                    .isEqualTo(new DirectoryAnswer.Registered(List.of(DirectoryAnswer.Outcome.CREATED)));
            assertThat(Consequences.isFinal(again.event())).isTrue();
            assertThat(Consequences.of(again.event(), after))
                    .contains(new Change.OfRecord(CHAIR, old, Long.MAX_VALUE), new Change.OfAgent(CHAIR));
        });
    }

    @Test
    void whatTookAnothersPlaceIsNotReplacedByWhoMeantTheOther() {
        DirectoryState.Open after = new DirectoryState.Open(
                HALL, Incarnation.next(), Kind.SPACE, false, Children.none().with(Entry.of(candidate())), 0);

        Decision decision = registering.replace(
                after, new DirectoryCommand.Replace(Incarnation.next(), candidate(), asking.getRef()));

        assertThat(decision).isInstanceOfSatisfying(Decision.Answer.class, answer -> assertThat(answer.answer())
                .isInstanceOf(DirectoryAnswer.Refused.class));
    }
}
