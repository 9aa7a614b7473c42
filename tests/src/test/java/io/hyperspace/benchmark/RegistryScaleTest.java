package io.hyperspace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large the Registry may grow, as a real run with the profiles {@code benchmark} and {@code soak}, and in every build a
 * taste that holds it to nothing but to work. {@code -Dscale.points=…} chooses another number, and {@code
 * -Dhyperspace.test.database=postgres} another database.
 */
class RegistryScaleTest {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryScaleTest.class);

    @TempDir
    private Path data;

    private Figures run(int points) throws Exception {
        Figures figures = new RegistryScale(data, points).run();
        LOG.info("the Registry at scale:\n{}", figures);
        return figures;
    }

    @Test
    @Tag("benchmark")
    void aHundredThousandPointsKeepTheBounds() throws Exception {
        assertThat(run(Integer.getInteger("scale.points", 100_000)).beyondBound())
                .isEmpty();
    }

    @Test
    @Tag("soak")
    void aMillionPointsKeepTheBounds() throws Exception {
        assertThat(run(Integer.getInteger("scale.points", 1_000_000)).beyondBound())
                .isEmpty();
    }

    @Test
    void theMeasurementRuns() throws Exception {
        Figures figures = run(2_000);

        assertThat(figures.toString().lines()).hasSizeGreaterThan(10);
        assertThat(figures.beyondBound()).noneMatch(figure -> figure.startsWith("rows that then differ"));
    }
}
