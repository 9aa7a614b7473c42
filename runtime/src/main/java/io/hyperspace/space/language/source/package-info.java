/** The text that is read, and the spans that everything made from it remembers. */
@NullMarked
package io.hyperspace.space.language.source;

import org.jspecify.annotations.NullMarked;
