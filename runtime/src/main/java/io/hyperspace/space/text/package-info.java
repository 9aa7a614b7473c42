/** How values stand in a text of the language, so that it reads back as them. */
@NullMarked
package io.hyperspace.space.text;

import org.jspecify.annotations.NullMarked;
