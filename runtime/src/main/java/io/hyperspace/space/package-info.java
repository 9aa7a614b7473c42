/**
 * The vocabulary of a Hyperverse in plain Java. Nothing below this package knows of actors, databases or WebAssembly.
 */
@NullMarked
package io.hyperspace.space;

import org.jspecify.annotations.NullMarked;
