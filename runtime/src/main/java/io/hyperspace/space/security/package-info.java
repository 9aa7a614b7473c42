/** Agents, permissions, grants and the access that results from them. */
@NullMarked
package io.hyperspace.space.security;

import org.jspecify.annotations.NullMarked;
