/** Stars: sharded entities that hold particles, with a control plane that is event-sourced and a data plane that is not. */
@NullMarked
package io.hyperspace.star;

import org.jspecify.annotations.NullMarked;
