/**
 * What the language says when a text is wrong: every message in one table, with its code, its help and the nearest known
 * words.
 */
@NullMarked
package io.hyperspace.space.language.diagnostic;

import org.jspecify.annotations.NullMarked;
