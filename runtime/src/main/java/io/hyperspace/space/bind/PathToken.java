package io.hyperspace.space.bind;

/** A part of a plain path expression. */
sealed interface PathToken {

    /** Exactly this text. */
    record Literal(String text) implements PathToken {}

    /** One character of a class, or a run of them. */
    record Run(CharClass chars, int least, boolean many) implements PathToken {}

    /** Where a group starts. */
    record Open(int group) implements PathToken {}

    /** Where a group ends. */
    record Close(int group) implements PathToken {}

    /** Nothing, or a {@code /} and whatever follows it: what a route without a path takes below its scope's. */
    record Below() implements PathToken {}
}
