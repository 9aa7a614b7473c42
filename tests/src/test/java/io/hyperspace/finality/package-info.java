/** Changes of the Registry that several Machines must have seen by the time they are answered. */
@NullMarked
package io.hyperspace.finality;

import org.jspecify.annotations.NullMarked;
