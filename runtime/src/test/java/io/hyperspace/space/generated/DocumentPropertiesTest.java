package io.hyperspace.space.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.document.AppConfig;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import org.junit.jupiter.api.Test;

/** Every document prints in its plain spelling, and reads back as the same from that, from JSON and from CBOR. */
class DocumentPropertiesTest {

    private final Samples samples = new Samples();

    @Test
    void aBindPrintsInItsPlainSpelling() {
        samples.spelled((choices, spelling) -> new BindTexts(choices, spelling).bind(), text -> {
            Bind bind = Language.bind("free", text.free());

            assertThat(bind).hasToString(text.plain());
            assertThat(Language.bind("plain", text.plain())).isEqualTo(bind).hasSameHashCodeAs(bind);
        });
    }

    @Test
    void aMechtronPrintsInItsPlainSpelling() {
        samples.spelled((choices, spelling) -> new DocumentTexts(choices, spelling).mechtron(), text -> {
            MechtronConfig mechtron = Language.mechtron("free", text.free(), PointTexts.HERE);

            assertThat(mechtron).hasToString(text.plain());
            assertThat(Language.mechtron("plain", text.plain(), Environment.ROOT))
                    .isEqualTo(mechtron);
        });
    }

    @Test
    void anAppPrintsInItsPlainSpelling() {
        samples.spelled((choices, spelling) -> new DocumentTexts(choices, spelling).app(), text -> {
            AppConfig app = Language.app("free", text.free(), PointTexts.HERE, KnownKinds.ANY);

            assertThat(app).hasToString(text.plain());
            assertThat(Language.app("plain", text.plain(), Environment.ROOT, KnownKinds.ANY))
                    .isEqualTo(app);
        });
    }

    @Test
    void aBindIsTheSameInJsonAndInCbor() {
        samples.all(
                choices -> new BindTexts(choices, Spelling.plain()).bind(),
                text -> Forms.readBack(Language.bind("plain", text), Bind.class));
    }

    @Test
    void aMechtronIsTheSameInJsonAndInCbor() {
        samples.all(
                choices -> new DocumentTexts(choices, Spelling.plain()).mechtron(),
                text -> Forms.readBack(Language.mechtron("plain", text, Environment.ROOT), MechtronConfig.class));
    }

    @Test
    void anAppIsTheSameInJsonAndInCbor() {
        samples.all(
                choices -> new DocumentTexts(choices, Spelling.plain()).app(),
                text -> Forms.readBack(Language.app("plain", text, Environment.ROOT, KnownKinds.ANY), AppConfig.class));
    }
}
