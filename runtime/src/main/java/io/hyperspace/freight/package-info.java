/**
 * What is too large for one message between Machines: it goes in parts of bounded size, is put together at the other end, and
 * is counted on both, so that what is on its way takes no more memory than it may.
 */
@NullMarked
package io.hyperspace.freight;

import org.jspecify.annotations.NullMarked;
