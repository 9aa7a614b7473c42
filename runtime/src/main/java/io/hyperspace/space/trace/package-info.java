/**
 * Names of traces and spans, and the headers in which they travel: those of the W3C recommendation Trace Context, which
 * OpenTelemetry uses. Nothing here keeps or tells anything.
 */
@NullMarked
package io.hyperspace.space.trace;

import org.jspecify.annotations.NullMarked;
