package io.hyperspace.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFormTest {

    /** One of every sort. What they look like is stored in {@code forms/commands.*} and never changes. */
    private static final List<String> ALL = List.of(
            "create a:worker-%<Mechtron> { +config=b:c:1.0.0:/x.mechtron, +@title='a b', !old }",
            "create? a<Space>",
            "create! a<Base>",
            "publish ^[ my bundle.zip ]-> b:c:1.0.0",
            "select a:**<User> as-of 10m",
            "select a:* as-of 2026-01-31T12:00:00Z",
            "select **",
            "delete a+:**",
            "set a { !x.y }",
            "get a",
            "get a { x, y }",
            "read b:c:1.0.0:/x",
            "write a:fs:/x 'text'",
            "write a:fs:/x ^[ file ]",
            "status a",
            "history a",
            "ping a Ext<Hello>/x?y=z \"it's\\nme\"",
            "ping a Ext<Add> 42",
            "ping a Ext<Set> true",
            "ping a Ext<Set> -2.50",
            "ping a Http<Post> {\"b\":[1.0,1E+3,\"\\n\\u0007\",null]}",
            "signal a Cmd<Write> ^[ file ]",
            "ripple a:** Ext<Tick> 'x'",
            "ripple watchers-of a:b Ext<Tick>/p 'x'",
            "ripple watchers-of Ext<Tick>",
            "watch a:**<User>",
            "grant super on a:** to b:*",
            "grant perm +csd-RwX on a to *",
            "grant perm &csd-Rwx on a to *",
            "grant priv orders.refund on a to *",
            "revoke 01JC3W9Z8Q4Y2V6T5R1N0M7K8H",
            "access anonymous on a",
            "access a:b on a",
            "access list on a:**",
            "access list to hyperuser on a",
            "chown a:** to b:c",
            "move a:b to <<central:maelstrom[3]>>",
            "drain m1",
            "trace 4bf92f3577b34da6a3ce929d0e0e4736",
            "stars",
            "lanes",
            "machines",
            "drivers",
            "kinds");

    private static Command command(String text) {
        return Language.command(text, Environment.ROOT, KnownKinds.ANY);
    }

    @Test
    void everyCommandPrintsAsItsCanonicalText() {
        for (String text : ALL) {
            assertThat(command(text)).hasToString(text);
        }
    }

    @Test
    void theJsonOfEveryCommandIsAsStoredAndReadsBack() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String text : ALL) {
            String json = SpaceJson.json().writeValueAsString(command(text));

            lines.add(json);
            assertThat(SpaceJson.json().readValue(json, Command.class)).isEqualTo(command(text));
        }

        Golden.matches("forms/commands.json", String.join("\n", lines));
    }

    @Test
    void theCborOfEveryCommandIsAsStoredAndReadsBack() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String text : ALL) {
            byte[] cbor = SpaceJson.cbor().writeValueAsBytes(command(text));

            lines.add(HexFormat.of().formatHex(cbor));
            assertThat(SpaceJson.cbor().readValue(cbor, Command.class)).isEqualTo(command(text));
        }

        Golden.matches("forms/commands.cbor.hex", String.join("\n", lines));
    }

    @Test
    void whereAFieldIsLeftOutOrOfAnotherSortThereIsAValueOrAFault() throws IOException {
        int refused = 0;
        for (String text : ALL) {
            ObjectNode whole = SpaceJson.json().valueToTree(command(text));
            for (String field : (Iterable<String>) whole::fieldNames) {
                refused += endsWell(whole.deepCopy().without(field));
                refused += endsWell(whole.deepCopy().put(field, 7));
                refused += endsWell(whole.deepCopy().put(field, " ;#\n"));
                refused += endsWell(whole.deepCopy().set(field, whole.objectNode()));
            }
        }

        assertThat(refused).isGreaterThan(300);
    }

    private static int endsWell(JsonNode damaged) throws IOException {
        try {
            Command command = SpaceJson.json().treeToValue(damaged, Command.class);
            assertThat(command(command.toString())).isEqualTo(command);
            return 0;
        } catch (JsonMappingException e) {
            return 1;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"ping\",\"to\":\"a\",\"method\":\"Hyp<Search>\"}",
                "{\"command\":\"fly\"}",
                "{\"command\":\"set\",\"point\":\"a\"}",
                "{\"command\":\"write\",\"point\":\"a\",\"body\":{\"kind\":\"Int\",\"value\":1}}",
                "{\"command\":\"ping\",\"to\":\"a\",\"method\":\"Ext<A>\",\"body\":{\"kind\":\"Point\",\"value\":\"a\"}}",
                "{\"command\":\"publish\",\"upload\":\"x\",\"point\":\"a:b\"}",
                "{\"command\":\"drain\",\"machine\":\"a b\"}",
                "[]"
            })
    void whatNoTextCouldSayIsRefused(String json) {
        assertThatThrownBy(() -> SpaceJson.json().readValue(json, Command.class))
                .isInstanceOf(JsonMappingException.class)
                .hasCauseInstanceOf(HyperspaceException.class);
    }

    @Test
    void jsonIsBroughtIntoItsOneText() throws IOException {
        byte[] cbor = SpaceJson.cbor()
                .writeValueAsBytes(Map.of(
                        "command",
                        "ping",
                        "to",
                        "a",
                        "method",
                        "Ext<A>",
                        "body",
                        Map.of("kind", "Json", "value", "{ \"b\" : [ 1e3 ] }")));

        Command command = SpaceJson.cbor().readValue(cbor, Command.class);

        assertThat(command).hasToString("ping a Ext<A> {\"b\":[1E+3]}").isEqualTo(command(command.toString()));
    }
}
