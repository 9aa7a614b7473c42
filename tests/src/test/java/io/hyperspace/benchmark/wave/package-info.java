/** How fast waves are, beside plain sharded actors in the same run. */
@NullMarked
package io.hyperspace.benchmark.wave;

import org.jspecify.annotations.NullMarked;
