/**
 * The control server, the authenticated way in for people and programs: HTTP on a port of its own, where a command line
 * comes in with its uploads and one JSON object goes out. It checks who calls and bounds what they send; what a command
 * does is the executor's to know.
 */
@NullMarked
package io.hyperspace.control;

import org.jspecify.annotations.NullMarked;
