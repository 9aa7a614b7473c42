package io.hyperspace.space.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.HyperspaceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MethodTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ext<Hello>", "Http<Get>", "Cmd<Read>", "Hyp<X>", "Ext<H3llo0World>"})
    void aMethodReadsAsItPrints(String text) {
        assertThat(Method.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<>",
                ">",
                "Ext",
                "Ext<",
                "Ext<>",
                "Ext<Hello",
                "Ext<Hello>>",
                "Ext<Hello> ",
                " Ext<Hello>",
                "Ext<hello>",
                "Ext<1st>",
                "Ext<He-llo>",
                "Ext<Hé>",
                "Ext<He llo>",
                "Ext<He<llo>",
                "Extra<Hello>",
                "Ex<Hello>",
                "ext<Hello>",
                "<Hello>",
                "Ext<Hello>\n"
            })
    void whatIsNoMethodIsRefused(String text) {
        assertThatThrownBy(() -> Method.parse(text))
                .isInstanceOf(HyperspaceException.class)
                .hasMessageContaining("is not a method; one reads like Ext<Hello> or Http<Get>");
    }

    @Test
    void aNameHasSixtyFourCharactersAtMost() {
        String longest = "Ext<" + "H".repeat(64) + ">";

        assertThat(Method.parse(longest)).hasToString(longest);
        assertThatThrownBy(() -> Method.parse("Ext<" + "H".repeat(65) + ">")).isInstanceOf(HyperspaceException.class);
    }
}
