package io.hyperspace.space.point;

/**
 * Where at a particle a wave starts or ends, such as {@code localhost:app@Shell} or
 * {@code localhost:app@Core+Topic<Cli>}. It prints with its layer, and with its topic if it has one.
 *
 * @param point the particle
 * @param layer the layer of it
 * @param topic the conversation there
 */
public record Surface(Point point, Layer layer, Topic topic) {

    /** The surface that a point stands for by itself: its core, without a topic. */
    public static Surface of(Point point) {
        return new Surface(point, Layer.CORE, Topic.NONE);
    }

    @Override
    public String toString() {
        String text = point + "@" + layer;
        return topic.equals(Topic.NONE) ? text : text + "+" + topic;
    }
}
