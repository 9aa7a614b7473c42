/** Points, the addresses of particles, and what builds on them: surfaces with layers and topics, and star keys. */
@NullMarked
package io.hyperspace.space.point;

import org.jspecify.annotations.NullMarked;
