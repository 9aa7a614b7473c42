/** What waves survive when Machines are lost, or leave. */
@NullMarked
package io.hyperspace.handling;

import org.jspecify.annotations.NullMarked;
