package io.hyperspace.ripple;

import io.hyperspace.codec.BodyWeight;
import io.hyperspace.space.wave.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the echoes of one ripple, up to a limit; of further ones it keeps only the number. */
public final class EchoList implements Consumer<Echo> {

    private final long limit;
    private final List<Echo> echoes = new ArrayList<>();
    private long bytes;
    private int omitted;

    /** @param limit bytes of all bodies together, roughly */
    public EchoList(long limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void accept(Echo echo) {
        bytes += BodyWeight.of(echo.body(), echo.headers());
        if (bytes > limit) {
            omitted++;
        } else {
            echoes.add(echo);
        }
    }

    /** Those that were kept, as they came. */
    public synchronized List<Echo> echoes() {
        return List.copyOf(echoes);
    }

    /** How many were not kept. */
    public synchronized int omitted() {
        return omitted;
    }
}
