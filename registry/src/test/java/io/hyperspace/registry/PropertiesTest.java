package io.hyperspace.registry;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static io.hyperspace.registry.TestMachine.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Registry;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.particle.PropertyRule;
import io.hyperspace.space.particle.PropertyRules;
import io.hyperspace.space.point.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What properties a record may have: by the rules of its kind, and by size. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropertiesTest {

    private static final Kind KIND = Kind.of("Mechtron");
    private static final int VALUE = 64 << 10;

    private TestMachine machine;
    private Registry registry;

    @BeforeAll
    void start(@TempDir Path data) {
        machine = TestMachine.start(data);
        registry = machine.registry();
        PropertyRules rules = PropertyRules.of(List.of(
                PropertyRule.of("name").asRequired().matching("[a-z]+"),
                PropertyRule.of("size").withDefault("10"),
                PropertyRule.of("key").asSecret(),
                PropertyRule.of("born").asFixed()));
        registry.rules(kind -> kind.equals(KIND) ? rules : PropertyRules.NONE);
        machine.create("rules", Kind.SPACE);
        machine.create("sizes", Kind.SPACE);
    }

    @AfterAll
    void stop() {
        machine.close();
    }

    private static PropertyChange set(String key, String value) {
        return new PropertyChange.Set(key, value, false);
    }

    private Fault refusal(String point, PropertyChange... properties) {
        Fault fault = fault(registry.register(registration(point, KIND, false, properties)));
        assertThat(fault(registry.record(Point.parse(point))).status()).isEqualTo(404);
        return fault;
    }

    @Test
    void aRegistrationKeepsTheRulesOfItsKind() {
        assertThat(refusal("rules:none").code()).isEqualTo("E0231");
        assertThat(refusal("rules:bad", set("name", "A")).code()).isEqualTo("E0232");
        assertThat(refusal("rules:bad", set("name", "a"), set("No", "x")).status())
                .isEqualTo(400);

        ParticleRecord record = get(registry.register(registration("rules:good", KIND, false, set("name", "good"))))
                .record();

        assertThat(record.property("size")).isEqualTo("10");
    }

    @Test
    void aChangeKeepsTheRulesOfTheKind() {
        Point point = Point.parse("rules:changed");
        ParticleRecord before = get(registry.register(
                        registration("rules:changed", KIND, false, set("name", "a"), set("born", "x"))))
                .record();

        assertThat(fault(registry.setProperties(point, List.of(set("name", "B"), set("free", "x"))))
                        .code())
                .isEqualTo("E0232");
        assertThat(fault(registry.setProperties(point, List.of(new PropertyChange.Unset("name"))))
                        .code())
                .isEqualTo("E0231");
        assertThat(fault(registry.setProperties(point, List.of(set("born", "y"))))
                        .code())
                .isEqualTo("E0208");
        assertThat(get(registry.record(point))).isEqualTo(before);
        assertThat(get(registry.setProperties(point, List.of(set("name", "b")))).property("name"))
                .isEqualTo("b");
    }

    @Test
    void ensuringWhatIsThereAsksForNoProperties() {
        get(registry.register(registration("rules:ensured", KIND, false, set("name", "a"))));

        assertThat(get(registry.register(registration("rules:ensured", KIND, true)))
                        .created())
                .isFalse();
        assertThat(fault(registry.register(registration("rules:not-there", KIND, true)))
                        .code())
                .isEqualTo("E0231");
    }

    @Test
    void aSecretIsStoredWithItsRecordAndPrintedByNothing() {
        Point point = Point.parse("rules:secret");
        PropertyChange secret = set("key", "hush");
        get(registry.register(registration("rules:secret", KIND, false, set("name", "a"), secret)));

        ParticleRecord record = get(registry.record(point));

        assertThat(record.properties().get("key")).isEqualTo(new Property("hush", false, true));
        assertThat(record.toString()).doesNotContain("hush").contains(Property.HIDDEN);
        assertThat(get(registry.setProperties(point, List.of(set("key", "hushed"))))
                        .toString())
                .doesNotContain("hush");
    }

    @Test
    void aValueHasItsLargestSize() {
        Point point = machine.create("sizes:value", Kind.BASE).record().point();

        assertThat(get(registry.setProperties(point, List.of(set("a", "x".repeat(VALUE)))))
                        .property("a"))
                .hasSize(VALUE);
        Fault oneMore = fault(registry.setProperties(point, List.of(set("a", "x".repeat(VALUE + 1)))));
        Fault tenMebibytes =
                fault(registry.register(registration("sizes:huge", Kind.BASE, false, set("a", "x".repeat(10 << 20)))));

        assertThat(oneMore.status()).isEqualTo(413);
        assertThat(oneMore.message()).contains("'a'");
        assertThat(tenMebibytes.status()).isEqualTo(413);
        assertThat(fault(registry.record(Point.parse("sizes:huge"))).status()).isEqualTo(404);
    }

    @Test
    void aParticleHasSoManyPropertiesAtMost() {
        List<PropertyChange> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(set("p" + i, "x"));
        }
        Point point = machine.create("sizes:many", Kind.BASE).record().point();

        assertThat(get(registry.setProperties(point, many)).properties()).hasSize(1_000);
        Fault oneMore = fault(registry.setProperties(point, List.of(set("one-more", "x"))));
        for (int i = 1_000; i < 10_001; i++) {
            many.add(set("p" + i, "x"));
        }
        Fault farTooMany = fault(registry.register(
                registration("sizes:far-too-many", Kind.BASE, false, many.toArray(new PropertyChange[0]))));

        assertThat(oneMore.status()).isEqualTo(422);
        assertThat(oneMore.code()).isEqualTo("E0234");
        assertThat(farTooMany.code()).isEqualTo("E0234");
    }

    @Test
    void aParticlesPropertiesHaveTheirLargestSizeTogether() {
        Point point = machine.create("sizes:all", Kind.BASE).record().point();
        String value = "x".repeat(VALUE - 1);

        get(registry.setProperties(point, List.of(set("a", value), set("b", value), set("c", value), set("d", value))));
        Fault oneMore = fault(registry.setProperties(point, List.of(set("e", ""))));

        assertThat(oneMore.status()).isEqualTo(413);
        assertThat(get(registry.record(point)).properties()).hasSize(4);
    }
}
