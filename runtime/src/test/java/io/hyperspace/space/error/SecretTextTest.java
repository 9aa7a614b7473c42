package io.hyperspace.space.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.language.LanguageException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SecretTextTest {

    private static Fault fault(String text) {
        LanguageException failure = catchThrowableOfType(
                LanguageException.class,
                () -> Language.command(text, Environment.ROOT, KnownKinds.only(Set.of(Kind.USER))));
        return SecretText.shown(failure.fault(), text);
    }

    @Test
    void whatIsWrongBeforeAPasswordIsShownWithoutIt() {
        Fault fault = fault("create localhost:ann<Usr>{ +password='hunter2' }");

        assertThat(fault.message()).isEqualTo("unknown kind 'Usr'");
        assertThat(fault.excerpt())
                .contains("create localhost:ann<Usr>{ +password…")
                .doesNotContain("hunter2");
    }

    @Test
    void whatIsWrongBehindItIsToldByItsPlaceAlone() {
        Fault fault = fault("create localhost:ann<User>{ +password='it's hunter2' }");

        assertThat(fault.message()).isEqualTo("what stands behind 'password' cannot be read");
        assertThat(fault.excerpt()).isNull();
        assertThat(fault.span()).isNotNull();
    }

    @Test
    void aTextWithoutTheWordIsShownAsItIs() {
        Fault fault = Fault.of(400, "E0101", "wrong");

        assertThat(SecretText.shown(fault, "create <")).isSameAs(fault);
        assertThat(SecretText.shown("create a<Base>{ +passwords=1 }")).isEqualTo("create a<Base>{ +passwords=1 }");
        assertThat(SecretText.shown("a\n+password=\nb\nc")).isEqualTo("a\n+password…\n\n");
    }

    @Test
    void thePasswordIsNotInTheFaultHoweverACommandIsBroken() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("create localhost:ann<User>{ +a=b, +password=hunter2, +c='d' }");
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                int word = text.indexOf("password");
                if (at < word || at > word + "password".length()) {
                    text.insert(at, "'\"{}<>,+!@\\ \n;[^".charAt(random.nextInt(16)));
                }
            }
            String broken = text.toString();
            try {
                Language.command(broken, Environment.ROOT, KnownKinds.only(Set.of(Kind.USER)));
            } catch (LanguageException e) {
                String hidden = broken.substring(broken.indexOf("password") + 8);
                for (Fault fault : e.faults()) {
                    assertThat(FaultPrinter.render(SecretText.shown(fault, broken)))
                            .as("seed %s: %s", seed, broken)
                            .doesNotContain("hunter2")
                            .doesNotContain(hidden);
                }
            }
        }
    }
}
