package io.hyperspace.provision;

import io.hyperspace.space.security.Access;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of an agent and a point.
 *
 * @param access what the agent may do with the point
 * @param siblings what it may do with the point and those beside it, by what was read for the one; null when that is not
 *     known
 */
public record Ruling(Access access, @Nullable InheritedAccess siblings) {}
