package io.hyperspace.space.wave;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every directed wave has. {@code from}, {@code agent} and {@code chain} are stamped by infrastructure.
 *
 * @param id names the wave
 * @param from the sending particle
 * @param agent on whose authority
 * @param method what is asked for
 * @param uri path and query, starting with a slash
 * @param headers extra facts
 * @param body the substance
 * @param handling how much the wave survives
 * @param deadline Unix milliseconds after which no answer is wanted
 * @param chain the particles that wait for this wave's effect, outermost first, at most 32
 * @param sequence which of its sender's waves a durable signal is; null for all that are not numbered
 */
public record Head(
        WaveId id,
        Point from,
        Agent agent,
        Method method,
        String uri,
        Headers headers,
        Substance body,
        Handling handling,
        long deadline,
        List<Point> chain,
        @Nullable Sequence sequence) {

    public static final int MAX_CHAIN = 32;

    public Head {
        chain = List.copyOf(chain);
        if (!uri.startsWith("/")) {
            throw new IllegalArgumentException("a uri starts with '/': " + uri);
        }
        if (chain.size() > MAX_CHAIN) {
            throw Faults.chainTooLong(MAX_CHAIN).toException();
        }
    }

    /** One of a wave that is not numbered. */
    public Head(
            WaveId id,
            Point from,
            Agent agent,
            Method method,
            String uri,
            Headers headers,
            Substance body,
            Handling handling,
            long deadline,
            List<Point> chain) {
        this(id, from, agent, method, uri, headers, body, handling, deadline, chain, null);
    }

    /** The path of the uri, without the query. */
    public String path() {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** The same with another deadline. */
    public Head until(long other) {
        return new Head(id, from, agent, method, uri, headers, body, handling, other, chain, sequence);
    }

    /** The same with another number. */
    public Head numbered(Sequence other) {
        return new Head(id, from, agent, method, uri, headers, body, handling, deadline, chain, other);
    }

    /** The chain with one more particle that waits. */
    public List<Point> chainWith(Point waiting) {
        List<Point> longer = new ArrayList<>(chain);
        longer.add(waiting);
        return longer;
    }
}
