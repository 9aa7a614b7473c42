/**
 * Breaks texts of the language and watches what becomes of them: a value or a fault, soon, in little memory. What once
 * showed something new is kept as a corpus and read again by every build.
 */
@NullMarked
package io.hyperspace.space.fuzz;

import org.jspecify.annotations.NullMarked;
