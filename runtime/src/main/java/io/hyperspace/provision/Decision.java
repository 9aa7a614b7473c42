package io.hyperspace.provision;

import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;

/**
 * What an agent may do with a point, as it was read.
 *
 * @param epoch what {@link RegistryView} counted, before it was asked, of the changes that the decision may rest on
 */
public record Decision(Agent agent, Point point, Access access, long epoch) {}
