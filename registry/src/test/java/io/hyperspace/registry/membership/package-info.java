/** Tests of how Machines see each other. */
@NullMarked
package io.hyperspace.registry.membership;

import org.jspecify.annotations.NullMarked;
