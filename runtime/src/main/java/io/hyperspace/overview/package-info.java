/**
 * What a Hyperverse is made of at this moment: its stars, lanes, Machines and drivers, as they themselves say when they are
 * asked. What does not answer in time is part of the answer too.
 */
@NullMarked
package io.hyperspace.overview;

import org.jspecify.annotations.NullMarked;
