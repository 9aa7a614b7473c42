package io.hyperspace.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.traversal.Recall;
import org.junit.jupiter.api.Test;

/** What a star can say of memory that was lost in it. */
final class LossesTest {

    private final Incarnation one = Incarnation.next();
    private final Losses losses = new Losses(2);

    @Test
    void aLossIsToldOnceByTheNextStart() {
        losses.note(one, "it crashed");

        assertThat(losses.told(Incarnation.next(), Recall.FRESH)).hasToString("fresh");
        assertThat(losses.told(one, Recall.FRESH)).hasToString("lost: it crashed");
        assertThat(losses.told(one, Recall.FRESH)).hasToString("fresh");
    }

    @Test
    void whatAStartFoundIsNewerThanALoss() {
        losses.note(one, "it crashed");

        assertThat(losses.told(one, Recall.CARRIED)).hasToString("carried");
        assertThat(losses.told(one, Recall.FRESH)).hasToString("fresh");
    }

    @Test
    void whatWasLostHereIsNotSaidOfOneThatHasLivedElsewhereSince() {
        losses.note(one, "it crashed");

        losses.forget(one);

        assertThat(losses.told(one, Recall.FRESH)).hasToString("fresh");
    }

    @Test
    void ofAsManyAsTheLimitItIsKnownAndOfOneMoreTheOldestIsForgotten() {
        Incarnation two = Incarnation.next();
        Incarnation three = Incarnation.next();
        losses.note(one, "first");
        losses.note(two, "second");
        losses.note(one, "again");
        losses.note(three, "third");

        assertThat(losses.told(two, Recall.FRESH)).hasToString("fresh");
        assertThat(losses.told(one, Recall.FRESH)).hasToString("lost: again");
        assertThat(losses.told(three, Recall.FRESH)).hasToString("lost: third");
    }
}
