package io.hyperspace.space.wave;

import io.hyperspace.space.selector.Selector;

/** A wave to all that a selector picks; each may answer with an {@link Echo}. */
public record Ripple(Head head, Selector to) implements Directed {
    @Override
    public Ripple withHead(Head other) {
        return new Ripple(other, to);
    }
}
