/**
 * What a Hyperverse does, on one Machine and on many: one suite, told only what users have, for every way to lay a Hyperverse
 * out. The layouts differ in configuration alone.
 */
@NullMarked
package io.hyperspace.layout;

import org.jspecify.annotations.NullMarked;
