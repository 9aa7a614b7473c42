/**
 * The command line {@code hyperspace}: starts a Machine, or sends commands to one that runs, and prints what comes back
 * for people or as JSON. What only talks to a Machine loads little, for people wait for it to start.
 */
@NullMarked
package io.hyperspace.cli;

import org.jspecify.annotations.NullMarked;
