package io.hyperspace.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KubernetesTest {

    private static final Path FOLDER = Path.of("deploy/kubernetes");

    private final List<JsonNode> manifests = new ArrayList<>();
    private Schema schema;

    @BeforeAll
    void read() throws IOException {
        try (InputStream file = KubernetesTest.class.getResourceAsStream("kinds.schema.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(file));
        }
        for (String file : List.of("secret.yaml", "hyperspace.yaml")) {
            try (MappingIterator<JsonNode> values = new YAMLMapper()
                    .readerFor(JsonNode.class)
                    .readValues(FOLDER.resolve(file).toFile())) {
                manifests.addAll(values.readAll());
            }
        }
    }

    private JsonNode only(String kind) {
        List<JsonNode> found = manifests.stream()
                .filter(manifest -> manifest.get("kind").asText().equals(kind))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private JsonNode machine() {
        return only("StatefulSet").at("/spec/template/spec/containers/0");
    }

    private String variable(String name) {
        return StreamSupport.stream(machine().get("env").spliterator(), false)
                .filter(variable -> variable.get("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allManifestsAreWhatTheirKindsTake() {
        assertThat(manifests).hasSize(5).allSatisfy(manifest -> assertThat(schema.validate(manifest))
                .as("%s", manifest.at("/metadata/name"))
                .isEmpty());
    }

    @Test
    void aSlipIsFound() {
        ObjectNode slip = only("StatefulSet").deepCopy();
        ((ObjectNode) slip.get("spec")).put("replica", 3);

        assertThat(schema.validate(slip)).isNotEmpty();
    }

    @Test
    void theSeedsAreTheStableNamesOfThePods() {
        JsonNode set = only("StatefulSet");
        String service = set.at("/spec/serviceName").asText();

        assertThat(variable("HYPERSPACE_SERVICE")).isEqualTo(service);
        assertThat(variable("HYPERSPACE_SEEDS"))
                .isEqualTo(IntStream.range(0, set.at("/spec/replicas").asInt())
                        .mapToObj(pod -> "hyperspace-" + pod + "." + service + ":2551")
                        .collect(Collectors.joining(",")));
    }

    @Test
    void whoIsToldToEndHasMoreTimeThanItTakes() {
        Config reference = ConfigFactory.defaultReference();

        assertThat(only("StatefulSet")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asLong())
                .isGreaterThan(reference
                        .getDuration("hyperspace.stop-timeout")
                        .plus(reference.getDuration("hyperspace.control.stop-timeout"))
                        .toSeconds());
    }

    @Test
    void probesAskTheHealthEndpointsOfThePortThatIsThere() {
        List<String> ports = machine().get("ports").findValuesAsText("name");
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            JsonNode get = machine().at("/" + probe + "/httpGet");
            assertThat(ports).contains(get.get("port").asText());
            assertThat(get.get("path").asText())
                    .isEqualTo(probe.equals("readinessProbe") ? "/v1/health/ready" : "/v1/health/live");
        }
    }

    @Test
    void noPasswordIsInIt() {
        assertThat(only("Secret").at("/stringData/password").asText()).isEmpty();
    }
}
