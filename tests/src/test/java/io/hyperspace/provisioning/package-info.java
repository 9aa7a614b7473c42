/** Which star a particle is given, on several Machines. */
@NullMarked
package io.hyperspace.provisioning;

import org.jspecify.annotations.NullMarked;
