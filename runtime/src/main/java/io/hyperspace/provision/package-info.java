/** Where particles are and where new ones go: the Registry as the runtime needs it, and each Machine's copy of it. */
@NullMarked
package io.hyperspace.provision;

import org.jspecify.annotations.NullMarked;
