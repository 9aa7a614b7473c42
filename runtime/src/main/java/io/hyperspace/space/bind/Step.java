package io.hyperspace.space.bind;

import org.jspecify.annotations.Nullable;

/**
 * One step of a pipeline: how to go on, with what, and where to. It prints as a document has it.
 *
 * @param arrow whether the wave is directed on or an answer is reflected on
 * @param payload what the body must be that takes this step; null for any
 * @param stop where it leads
 */
public record Step(Arrow arrow, @Nullable PayloadPattern payload, Stop stop) {

    /** How a step goes on. */
    public enum Arrow {
        /** {@code ->}. */
        DIRECT("-"),
        /** {@code =>}. */
        REFLECT("=");

        private final String shaft;

        Arrow(String shaft) {
            this.shaft = shaft;
        }

        /** The char that an arrow of this sort is drawn with. */
        public String shaft() {
            return shaft;
        }

        /** As it stands without a payload pattern. */
        @Override
        public String toString() {
            return shaft + ">";
        }
    }

    public static Step direct(Stop stop) {
        return new Step(Arrow.DIRECT, null, stop);
    }

    public static Step reflect(Stop stop) {
        return new Step(Arrow.REFLECT, null, stop);
    }

    @Override
    public String toString() {
        String with = payload == null ? "" : arrow.shaft() + "[ " + payload + " ]";
        return with + arrow + " " + stop;
    }
}
