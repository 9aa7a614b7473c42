/** How fast the language is: measurements, each with the rate that it must not fall below. */
@NullMarked
package io.hyperspace.benchmark;

import org.jspecify.annotations.NullMarked;
