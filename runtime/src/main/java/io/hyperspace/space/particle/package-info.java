/** What the Registry knows of a particle: its record, properties and their rules, status, location and owner. */
@NullMarked
package io.hyperspace.space.particle;

import org.jspecify.annotations.NullMarked;
