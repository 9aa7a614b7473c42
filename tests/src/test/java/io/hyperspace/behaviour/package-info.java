/** What a Hyperverse does, as those who use it see it: whole Machines, with everything real. */
@NullMarked
package io.hyperspace.behaviour;

import org.jspecify.annotations.NullMarked;
