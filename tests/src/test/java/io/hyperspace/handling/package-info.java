/** What waves survive when Machines are lost. */
@NullMarked
package io.hyperspace.handling;

import org.jspecify.annotations.NullMarked;
