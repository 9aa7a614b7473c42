package io.hyperspace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.document.AppConfig;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents look like is stored in {@code forms/*} and never changes. */
class DocumentFormTest {

    private static final Bind BIND = Language.bind("app.bind", """
            Bind(version=1.0.0) {
               Route -> {
                  Ext<Hello>                      -> (()) => &;
                  Http<Get>/users/(?<user>[^/]+)  -> localhost:users:${user}^Ext<Profile> => &;
                  *(privilege 'site.read')/(.*)   -> .:repo:site:1.0.0:/html/$1 => &;
               }
               Route<Http>(auth)/api -> {
                  Route<<Post>> -> {
                     */orders -[ Map{ item<Text>, count<Int~..:check^Ext<Count>/x>, * } ]-> (()) =[ Json ]=> &;
                     * -[ Text[]~schema ]-> .:log;
                  }
               }
               Route -> { }
            }
            """);
    private static final MechtronConfig MECHTRON = Language.mechtron("my.mechtron", """
            Mechtron(version=1.0.0) {
               Wasm { +bin=repo:tutorial:1.0.0:/wasm/my-app.wasm; +name='my app'; }
               Limits { +memory=64MiB; +time=2s; }
               State { +durable=true; }
               Env { +GREETING='hello, you'; +A="1\\n2"; }
            }
            """, Environment.ROOT);
    private static final AppConfig APP = Language.app("my.app", """
            App(version=1.0.0) {
               Set { +bind=repo:site:1.0.0:/bind/app.bind; +@title='A shop'; }
               Install {
                  create shop:counter<Mechtron>{ +config=repo:site:1.0.0:/config/counter.mechtron };
                  create? shop:worker-%<Space>;
               }
            }
            """, Environment.ROOT, KnownKinds.ANY);

    private static <T> void isAsStored(String name, T document, Class<T> type) throws IOException {
        String json = SpaceJson.json().writeValueAsString(document);
        byte[] cbor = SpaceJson.cbor().writeValueAsBytes(document);

        Golden.matches("forms/" + name + ".json", json);
        Golden.matches("forms/" + name + ".cbor.hex", HexFormat.of().formatHex(cbor));
        assertThat(SpaceJson.json().readValue(json, type)).isEqualTo(document);
        assertThat(SpaceJson.cbor().readValue(cbor, type)).isEqualTo(document);
    }

    @Test
    void aBindIsAsStoredAndReadsBack() throws IOException {
        isAsStored("bind", BIND, Bind.class);
    }

    @Test
    void aMechtronIsAsStoredAndReadsBack() throws IOException {
        isAsStored("mechtron", MECHTRON, MechtronConfig.class);
    }

    @Test
    void anAppIsAsStoredAndReadsBack() throws IOException {
        isAsStored("app", APP, AppConfig.class);
    }

    @Test
    void scopesAsDeepAsTheyMayBeReadBack() throws IOException {
        Bind deep =
                Language.bind("b", "Bind(version=1.0.0) {" + "Route -> {".repeat(64) + "Ext<A> -> &;" + "}".repeat(65));

        assertThat(SpaceJson.json().readValue(SpaceJson.toBytes(deep), Bind.class))
                .isEqualTo(deep);
    }

    @Test
    void aDamagedDocumentIsAValueOrAFault() throws IOException {
        int refused = damage(BIND, Bind.class) + damage(MECHTRON, MechtronConfig.class) + damage(APP, AppConfig.class);

        assertThat(refused).isGreaterThan(150);
    }

    private static <T> int damage(T document, Class<T> type) throws IOException {
        JsonNode whole = SpaceJson.toTree(document);
        int refused = 0;
        for (int i = 0; i < size(whole); i++) {
            for (int way = 0; way < 5; way++) {
                refused += endsWell(damaged(whole.deepCopy(), new int[] {i}, way), type);
            }
        }
        return refused;
    }

    private static int size(JsonNode node) {
        int size = 0;
        for (JsonNode inner : node) {
            size += 1 + size(inner);
        }
        return size;
    }

    /** Damages the value with a number, counted in depth. */
    private static JsonNode damaged(JsonNode node, int[] left, int way) {
        if (node instanceof ObjectNode map) {
            for (String field : map.deepCopy().properties().stream()
                    .map(java.util.Map.Entry::getKey)
                    .toList()) {
                if (left[0]-- == 0) {
                    return way == 4 ? without(map, field) : map.set(field, wrong(map, way));
                }
                damaged(map.get(field), left, way);
            }
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size() && left[0] >= 0; i++) {
                if (left[0]-- == 0) {
                    list.set(i, wrong(list, way));
                    return node;
                }
                damaged(list.get(i), left, way);
            }
        }
        return node;
    }

    private static JsonNode without(ObjectNode map, String field) {
        map.remove(field);
        return map;
    }

    private static JsonNode wrong(com.fasterxml.jackson.databind.node.ContainerNode<?> in, int way) {
        return switch (way) {
            case 0 -> in.numberNode(-7);
            case 1 -> in.textNode("(()) => &; Ext<X> -> (())");
            case 2 -> in.objectNode();
            default -> in.textNode("} #\n");
        };
    }

    private static <T> int endsWell(JsonNode damaged, Class<T> type) throws IOException {
        try {
            T value = SpaceJson.json().treeToValue(damaged, type);
            assertThat(SpaceJson.json().treeToValue(SpaceJson.toTree(value), type))
                    .isEqualTo(value);
            return 0;
        } catch (JsonMappingException e) {
            assertThat(e).hasCauseInstanceOf(HyperspaceException.class);
            return 1;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"document\":\"App\",\"version\":\"1.0.0\"}",
                "{\"document\":\"Bind\",\"version\":\"2.0.0\"}",
                "{\"document\":\"Bind\",\"version\":\"1.0.0\",\"entries\":[{\"depth\":1}]}",
                "{\"document\":\"Bind\",\"version\":\"1.0.0\",\"entries\":[{\"depth\":0,\"pipeline\":[]}]}",
                "{\"document\":\"Bind\",\"version\":\"1.0.0\",\"entries\":[{\"depth\":0,\"path\":\"/a -> { } Route/b\"}]}",
                "{\"document\":\"Bind\",\"version\":\"1.0.0\",\"entries\":[{\"depth\":0,\"filters\":[\"(auth)-(auth)\"]}]}",
                "{\"document\":\"Bind\",\"version\":\"1.0.0\",\"entries\":[{\"depth\":0,\"method\":\"Http<*>\"}]}",
                "[]"
            })
    void whatNoBindPrintsAsIsRefused(String json) {
        assertThatThrownBy(() -> SpaceJson.json().readValue(json, Bind.class))
                .isInstanceOf(JsonMappingException.class)
                .hasCauseInstanceOf(HyperspaceException.class);
    }
}
