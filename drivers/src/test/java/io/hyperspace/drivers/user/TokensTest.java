package io.hyperspace.drivers.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final TokenKey key = TokenKey.parse(TokenKey.random());
    private final Tokens tokens = new Tokens(key);
    private final Token token = new Token(
            Ulid.next(),
            Point.parse("localhost:users:ann"),
            Incarnation.next(),
            Ulid.next().toString(),
            NOW,
            NOW.plusSeconds(60));

    @Test
    void whatWasSignedIsReadBack() {
        assertThat(tokens.read(tokens.sign(token), NOW)).isEqualTo(token);
        assertThat(new Tokens(key).read(tokens.sign(token), NOW.plusSeconds(59)))
                .isEqualTo(token);
    }

    @Test
    void aTokenEndsWhenItExpires() {
        assertThat(tokens.read(tokens.sign(token), NOW.plusSeconds(60))).isNull();
    }

    @Test
    void aTokenOfAnotherKeyIsNone() {
        Tokens foreign = new Tokens(TokenKey.parse(TokenKey.random()));

        assertThat(tokens.read(foreign.sign(token), NOW)).isNull();
    }

    @Test
    void aTokenThatWasChangedAnywhereIsNone() {
        String good = tokens.sign(token);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            int at = random.nextInt(good.length());
            char other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.".charAt(random.nextInt(65));
            String changed = good.substring(0, at) + other + good.substring(at + 1);

            Token read = tokens.read(changed, NOW);

            assertThat(read)
                    .as(changed)
                    .satisfiesAnyOf(
                            nothing -> assertThat(nothing).isNull(),
                            same -> assertThat(sameBytes(changed, good)).isTrue());
        }
    }

    /** The last character of a part has bits that say nothing, so two texts may be the same bytes. */
    private static boolean sameBytes(String one, String other) {
        String[] ones = one.split("\\.");
        String[] others = other.split("\\.");
        if (ones.length != others.length) {
            return false;
        }
        for (int i = 0; i < ones.length; i++) {
            byte[] bytes = Base64.getUrlDecoder().decode(ones[i]);
            if (!java.util.Arrays.equals(bytes, Base64.getUrlDecoder().decode(others[i]))) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "e30.e30.", "Bearer x", "\u0000", "null"})
    void garbageIsNone(String text) {
        assertThat(tokens.read(text, NOW)).isNull();
    }

    @Test
    void anythingTooLongIsNone() {
        assertThat(tokens.read("a".repeat(1_000_000), NOW)).isNull();
    }

    @Test
    void aTokenWithoutASignatureIsNone() {
        String payload = tokens.sign(token).split("\\.")[1];
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(tokens.read(none + "." + payload + ".", NOW)).isNull();
        assertThat(tokens.read(none + "." + payload + "." + tokens.sign(token).split("\\.")[2], NOW))
                .isNull();
    }

    @Test
    void noOtherAlgorithmIsTakenEvenWithTheRightKey() throws Exception {
        byte[] long64 = new byte[64];
        new Random(2).nextBytes(long64);
        String text = Base64.getEncoder().encodeToString(long64);
        SignedJWT signed = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS512),
                SignedJWT.parse(new Tokens(TokenKey.parse(text)).sign(token)).getJWTClaimsSet());
        signed.sign(new MACSigner(long64));

        assertThat(new Tokens(TokenKey.parse(text)).read(signed.serialize(), NOW))
                .isNull();
    }

    @Test
    void aTokenWithoutAnExpiryIsNoneEvenWithTheRightKey() throws Exception {
        SignedJWT signed = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer("hyperspace")
                        .subject("localhost:users:ann")
                        .issueTime(Date.from(NOW))
                        .build());
        signed.sign(new MACSigner(key.bytes()));

        assertThat(tokens.read(signed.serialize(), NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "not base64!",
                "AAAAAAAAAAAAAAAAAAAAAA==",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aKeyOfLessThan256BitsIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> TokenKey.parse(text))
                .isInstanceOf(HyperspaceException.class)
                .hasMessage("E0336: hyperspace.token.key holds no key for tokens")
                .hasNoCause();
    }

    @Test
    void neitherKeyNorLoginPrints() {
        String text = TokenKey.random();

        assertThat(TokenKey.parse(text)).hasToString("TokenKey[…]");
        assertThat(new Login("secret", NOW, Point.parse("ann")).toString()).doesNotContain("secret");
    }
}
