package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** What of its notes gravity gives to the control plane. */
class NotesTest {

    private final TestInbox<StarControl.Command> control = TestInbox.create();
    private final Notes notes = new Notes(control.getRef());
    private final Incarnation one = new Incarnation(Ulid.next());
    private final Incarnation other = new Incarnation(Ulid.next());

    private List<StarControl.Command> told() {
        return control.getAllReceived();
    }

    @Test
    void whatIsStoredAlreadyIsNoNews() {
        notes.hold(one);
        assertThat(told()).containsExactly(new StarControl.Hold(one));
        notes.hold(one);
        assertThat(told()).containsExactly(new StarControl.Hold(one));

        notes.stored(Incarnations.of(List.of(one)), 0);
        notes.hold(one);
        notes.hold(other);

        assertThat(told()).containsExactly(new StarControl.Hold(other));
    }

    @Test
    void whatWasLetGoAndComesBackIsNewsAlsoWhileItIsStoredStill() {
        notes.stored(Incarnations.of(List.of(one, other)), 0);
        notes.letGo(one);
        notes.stored(Incarnations.of(List.of(one, other)), 0);
        notes.hold(one);
        notes.hold(other);

        assertThat(told()).containsExactly(new StarControl.LetGo(one, 1), new StarControl.Hold(one));

        notes.letGo(other);
        notes.stored(Incarnations.of(List.of(one)), 2);
        notes.hold(other);

        assertThat(told()).containsExactly(new StarControl.LetGo(other, 2), new StarControl.Hold(other));
    }

    @Test
    void whatWasLetGoBeforeItWasHeardThatItIsStoredIsNews() {
        notes.hold(one);
        notes.letGo(one);
        notes.stored(Incarnations.of(List.of(one)), 0);

        notes.hold(one);

        assertThat(told())
                .containsExactly(new StarControl.Hold(one), new StarControl.LetGo(one, 1), new StarControl.Hold(one));
    }

    @Test
    void afterTooManyWereLetGoEverythingIsNewsUntilThatIsStored() {
        List<Incarnation> many = IntStream.rangeClosed(0, Notes.MAX_GONE)
                .mapToObj(any -> new Incarnation(Ulid.next()))
                .toList();
        Incarnations all = Incarnations.of(many).with(List.of(one));
        notes.stored(all, 0);
        many.forEach(notes::letGo);
        assertThat(told()).hasSize(many.size());

        notes.hold(one);
        notes.stored(all, many.size() - 1);
        notes.hold(one);

        assertThat(told()).containsExactly(new StarControl.Hold(one), new StarControl.Hold(one));
        notes.stored(Incarnations.of(List.of(one)), many.size());
        notes.hold(one);
        notes.hold(many.get(0));
        assertThat(told()).containsExactly(new StarControl.Hold(many.get(0)));
    }
}
