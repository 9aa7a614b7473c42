package io.hyperspace.space.language.tree;

import io.hyperspace.space.point.Layer;
import io.hyperspace.space.point.Topic;

/** A surface as written; what it leaves out is filled in. */
public record SurfaceTree(PointTree point, Layer layer, Topic topic) {}
