/**
 * For those who test what they build on a Hyperverse: a JUnit extension that runs a Machine, and probe particles that
 * let a test see the waves a particle gets and say what it answers.
 */
@NullMarked
package io.hyperspace.testkit;

import org.jspecify.annotations.NullMarked;
