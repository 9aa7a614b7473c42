/**
 * Which Machines belong together: a Machine joins the others by the machine table, fences those that the cluster has lost,
 * and lets directories start here only when none that was lost may still write.
 */
@NullMarked
package io.hyperspace.registry.membership;

import org.jspecify.annotations.NullMarked;
