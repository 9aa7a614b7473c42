/** The driver of ROOT, the parent of all spaces. */
@NullMarked
package io.hyperspace.drivers.root;

import org.jspecify.annotations.NullMarked;
