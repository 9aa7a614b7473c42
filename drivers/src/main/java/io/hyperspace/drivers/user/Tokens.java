package io.hyperspace.drivers.user;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.point.Point;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Signs tokens and reads them: JSON Web Tokens, signed with HS256 and nothing else. Whether the user still stands behind
 * a token is for {@link Users} to say. Sources: RFC 7519, RFC 7518 section 3.2, RFC 8725.
 */
final class Tokens {

    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
    private static final String ISSUER = "hyperspace";
    private static final String INCARNATION = "incarnation";
    private static final String FROM = "from";
    private static final int MAX_LENGTH = 4096;

    private final JWSSigner signer;
    private final JWSVerifier verifier;

    Tokens(TokenKey key) {
        try {
            this.signer = new MACSigner(key.bytes());
            this.verifier = new MACVerifier(key.bytes());
        } catch (JOSEException e) {
            throw new IllegalStateException("a key has 256 bits", e);
        }
    }

    String sign(Token token) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(token.user().toString())
                .jwtID(token.id().toString())
                .claim(INCARNATION, token.incarnation().toString())
                .claim(FROM, token.from())
                .issueTime(Date.from(token.issued()))
                .expirationTime(Date.from(token.expires()))
                .build();
        SignedJWT signed = new SignedJWT(new JWSHeader(ALGORITHM), claims);
        try {
            signed.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the key fits the algorithm", e);
        }
        return signed.serialize();
    }

    /** The token that a text is, or null when it is none of ours or has expired. */
    @Nullable Token read(String text, Instant now) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            SignedJWT signed = SignedJWT.parse(text);
            if (!signed.getHeader().getAlgorithm().equals(ALGORITHM) || !signed.verify(verifier)) {
                return null;
            }
            Token token = token(signed.getJWTClaimsSet());
            return now.isBefore(token.expires()) ? token : null;
        } catch (ParseException | JOSEException | IllegalArgumentException | HyperspaceException e) {
            return null;
        }
    }

    private static Token token(JWTClaimsSet claims) throws ParseException {
        if (!ISSUER.equals(claims.getIssuer())) {
            throw new IllegalArgumentException("a token of another issuer");
        }
        return new Token(
                Ulid.parse(present(claims.getJWTID())),
                Point.parse(present(claims.getSubject())),
                Incarnation.parse(present(claims.getStringClaim(INCARNATION))),
                present(claims.getStringClaim(FROM)),
                present(claims.getIssueTime()).toInstant(),
                present(claims.getExpirationTime()).toInstant());
    }

    private static <T> T present(@Nullable T claim) {
        if (claim == null) {
            throw new IllegalArgumentException("a token has all claims");
        }
        return claim;
    }
}
