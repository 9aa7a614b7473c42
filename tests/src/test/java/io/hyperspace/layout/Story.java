package io.hyperspace.layout;

/** What all parts of the suite have: a Hyperverse to talk to. Each keeps to Spaces of its own. */
interface Story {

    Turns turns();
}
