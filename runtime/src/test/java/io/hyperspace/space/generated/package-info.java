/**
 * Texts of the language made at random, the grammar turned round. One generator serves all: the properties of printing
 * and reading, the fuzzer, and what else needs a value of every sort.
 */
@NullMarked
package io.hyperspace.space.generated;

import org.jspecify.annotations.NullMarked;
