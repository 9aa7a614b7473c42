package io.hyperspace.drivers.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.substance.Substance;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodiesTest {

    private static Substance body(String type, String text) {
        return Bodies.of(type, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theTypeDecidesWhatBytesAre() {
        assertThat(body("text/plain", "grüß")).isEqualTo(new Substance.Text("grüß"));
        assertThat(body("application/x-www-form-urlencoded", "a=b")).isEqualTo(new Substance.Text("a=b"));
        assertThat(body("application/json; charset=utf-8", "{\"a\":1}")).isEqualTo(new Substance.Json("{\"a\":1}"));
        assertThat(body("application/problem+json", "[]")).isEqualTo(new Substance.Json("[]"));
        assertThat(body("image/png", "x")).isEqualTo(new Substance.Bin(new byte[] {'x'}));
        assertThat(body("", "x")).isEqualTo(new Substance.Bin(new byte[] {'x'}));
        assertThat(body("application/json", "")).isEqualTo(Substance.Empty.INSTANCE);
    }

    @Test
    void aDeclaredCharsetIsUsed() {
        assertThat(Bodies.of("text/plain; charset=\"ISO-8859-1\"", new byte[] {(byte) 0xe4}))
                .isEqualTo(new Substance.Text("ä"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "nope", "{\"a\":}", "'a'", " "})
    void whatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> body("application/json", text))
                .isInstanceOfSatisfying(
                        HyperspaceException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void jsonThatNestsForEverIsRefused() {
        assertThatThrownBy(() -> body("application/json", "[".repeat(1 << 20))).isInstanceOf(HyperspaceException.class);
    }

    @Test
    void brokenTextAndUnknownCharsetsAreRefused() {
        assertThatThrownBy(() -> Bodies.of("text/plain", new byte[] {(byte) 0xff}))
                .isInstanceOf(HyperspaceException.class);
        assertThatThrownBy(() -> Bodies.of("text/plain; charset=klingon", new byte[] {'x'}))
                .isInstanceOf(HyperspaceException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "index.html | text/html; charset=utf-8",
                "STYLE.CSS | text/css; charset=utf-8",
                "app.min.js | text/javascript; charset=utf-8",
                "data.json | application/json",
                "a.svg | image/svg+xml",
                "a.wasm | application/wasm",
                "site.bind | text/plain; charset=utf-8",
                "README | application/octet-stream",
                "a.unknown | application/octet-stream"
            })
    void theExtensionDecidesTheTypeOfAFile(String name, String type) {
        assertThat(ContentTypes.ofFileName(name)).isEqualTo(type);
    }
}
