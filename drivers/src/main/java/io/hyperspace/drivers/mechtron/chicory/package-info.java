/** The guest engine on Chicory, compiled to Java bytecode; the only package that knows Chicory. */
@NullMarked
package io.hyperspace.drivers.mechtron.chicory;

import org.jspecify.annotations.NullMarked;
