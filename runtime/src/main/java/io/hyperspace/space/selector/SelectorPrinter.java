package io.hyperspace.space.selector;

/** Prints the text that parses back to a selector. */
final class SelectorPrinter {

    private SelectorPrinter() {}

    static String print(Selector selector) {
        throw new UnsupportedOperationException("selector printing");
    }
}
