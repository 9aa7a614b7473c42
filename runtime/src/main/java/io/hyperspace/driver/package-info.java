/** The interface between the runtime and those who bring kinds of particles to life. */
@NullMarked
package io.hyperspace.driver;

import org.jspecify.annotations.NullMarked;
