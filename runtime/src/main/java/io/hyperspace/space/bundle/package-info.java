/**
 * What a bundle is before it is published: a zip within limits, whose names are points and whose documents say what they
 * mean. The same rules serve those who publish and those who only check.
 */
@NullMarked
package io.hyperspace.space.bundle;

import org.jspecify.annotations.NullMarked;
