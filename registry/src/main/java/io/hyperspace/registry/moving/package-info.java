/** The memory of particles that move as rows of the database, from when they have stopped until they start again. */
@NullMarked
package io.hyperspace.registry.moving;

import org.jspecify.annotations.NullMarked;
