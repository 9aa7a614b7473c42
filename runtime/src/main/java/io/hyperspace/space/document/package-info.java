/** Configuration documents that live in bundles. */
@NullMarked
package io.hyperspace.space.document;

import org.jspecify.annotations.NullMarked;
