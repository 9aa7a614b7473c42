/**
 * The entry point: starts a Machine in a plain Java program, with its control server, and lets the program run commands
 * and send pings. What a Machine is made of lies below; who only embeds one needs nothing but {@link
 * io.hyperspace.Hyperspace}.
 */
@NullMarked
package io.hyperspace;

import org.jspecify.annotations.NullMarked;
