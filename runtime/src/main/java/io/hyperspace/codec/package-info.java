/** JSON and CBOR forms of the values of a Hyperverse, and the frames that waves travel in. */
@NullMarked
package io.hyperspace.codec;

import org.jspecify.annotations.NullMarked;
