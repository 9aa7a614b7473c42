/** What the forms of values in JSON and CBOR must hold, with stored samples of the frames. */
@NullMarked
package io.hyperspace.codec;

import org.jspecify.annotations.NullMarked;
