/** The one shape every error has, in Java, in JSON and on the terminal: a fault, and the exception that carries it. */
@NullMarked
package io.hyperspace.space.error;

import org.jspecify.annotations.NullMarked;
