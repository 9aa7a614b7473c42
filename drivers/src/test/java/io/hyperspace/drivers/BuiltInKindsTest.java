package io.hyperspace.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.drivers.memory.InMemoryHyperverse;
import io.hyperspace.space.kind.BuiltInKinds;
import io.hyperspace.space.kind.Kind;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of kinds that {@code check} goes by without a Machine, against the drivers that serve them. */
class BuiltInKindsTest {

    @Test
    void everyKindOfADriverThatComesWithTheRuntimeIsListed() {
        try (InMemoryHyperverse hyperverse = InMemoryHyperverse.create()) {
            Set<Kind> served = BuiltInDrivers.all(hyperverse.services(), module -> {}).stream()
                    .flatMap(driver -> driver.kinds().stream())
                    .collect(Collectors.toSet());

            assertThat(served).hasSizeGreaterThan(10);
            assertThat(BuiltInKinds.ALL).containsAll(served).contains(Kind.MECHTRON);
        }
    }
}
