/** Large waves and answers: what passes on one Machine passes between several, in order and each once. */
@NullMarked
package io.hyperspace.bodies;

import org.jspecify.annotations.NullMarked;
