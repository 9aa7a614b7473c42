package io.hyperspace.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KubernetesTest {

    private static final Path FOLDER = Path.of("deploy/kubernetes");

    /** The kinds as Kubernetes' own description of its API has them: what is not in it, or of another type, is refused. */
    private static final Map<String, Api> APIS = Map.of(
            "apps/v1 StatefulSet", V1StatefulSet::fromJson,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::fromJson,
            "v1 Service", V1Service::fromJson,
            "v1 Secret", V1Secret::fromJson);

    private final List<JsonNode> manifests = new ArrayList<>();

    private interface Api {
        Object read(String json) throws IOException;
    }

    @BeforeAll
    void read() throws IOException {
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

    private static Object validated(JsonNode manifest) throws IOException {
        String kind =
                manifest.get("apiVersion").asText() + " " + manifest.get("kind").asText();
        return Objects.requireNonNull(APIS.get(kind), kind).read(manifest.toString());
    }

    @Test
    void allManifestsAreWhatTheKubernetesApiTakes() {
        assertThat(manifests).hasSize(5).allSatisfy(manifest -> assertThatCode(() -> validated(manifest))
                .doesNotThrowAnyException());
    }

    @Test
    void slipsAreFoundWhereverTheyAre() {
        refuses(set -> ((ObjectNode) set.get("spec")).put("replica", 3));
        refuses(set -> ((ObjectNode) set.get("spec")).put("replicas", "three"));
        refuses(set -> ((ObjectNode) set.get("spec")).remove("selector"));
        refuses(set -> ((ObjectNode) set.at("/spec/template/spec")).put("terminationGrace", 100));
        refuses(set -> ((ObjectNode) set.at("/spec/template/spec/containers/0")).remove("name"));
        refuses(set -> ((ObjectNode) set.at("/spec/template/spec/containers/0/readinessProbe")).put("httpget", true));
    }

    private void refuses(Consumer<ObjectNode> slip) {
        ObjectNode changed = only("StatefulSet").deepCopy();
        slip.accept(changed);
        assertThatThrownBy(() -> validated(changed)).isInstanceOf(RuntimeException.class);
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
                .isGreaterThan(reference.getDuration("hyperspace.stop-timeout").toSeconds());
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
