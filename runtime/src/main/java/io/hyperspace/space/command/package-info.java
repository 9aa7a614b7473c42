/** Commands, resolved and ready to run. */
@NullMarked
package io.hyperspace.space.command;

import org.jspecify.annotations.NullMarked;
