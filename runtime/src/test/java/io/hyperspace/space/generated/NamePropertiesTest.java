package io.hyperspace.space.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.Surface;
import io.hyperspace.space.point.VersionRange;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.wave.Method;
import org.junit.jupiter.api.Test;

/** Points, surfaces, kinds, selectors and methods print as they are written, and read back as the same in every form. */
class NamePropertiesTest {

    private final Samples samples = new Samples();

    @Test
    void aPointPrintsAsItIsWritten() {
        samples.all(choices -> new PointTexts(choices, Spelling.plain()).point(), text -> {
            Point point = Point.parse(text);

            assertThat(point).hasToString(text);
            assertThat(Point.parse("x".concat(text).substring(1)))
                    .isEqualTo(point)
                    .hasSameHashCodeAs(point);
            assertThat(Language.point(text, PointTexts.HERE)).isEqualTo(point);
            Forms.readBack(point, Point.class);
        });
    }

    @Test
    void aRelativePointIsTheWholeOneThatItStandsFor() {
        samples.spelled(
                (choices, spelling) -> new PointTexts(choices, spelling).spelled(),
                text -> assertThat(Language.point(text.free(), PointTexts.HERE)).hasToString(text.plain()));
    }

    @Test
    void aSurfacePrintsAsItIsWritten() {
        samples.all(choices -> new PointTexts(choices, Spelling.plain()).surface(), text -> {
            Surface surface = Language.surface(text);

            assertThat(surface).hasToString(text).isEqualTo(Language.surface(text));
            Forms.readBack(surface, Surface.class);
        });
    }

    @Test
    void aKindPrintsAsItIsWritten() {
        samples.all(choices -> new KindTexts(choices, Spelling.plain()).kind(), text -> {
            Kind kind = Kind.parse(text);

            assertThat(kind).hasToString(text).isEqualTo(Kind.parse(text));
            Forms.readBack(kind, Kind.class);
        });
    }

    @Test
    void aRangeOfVersionsIsTaken() {
        samples.all(
                choices -> new KindTexts(choices, Spelling.plain()).range(),
                text -> assertThat(VersionRange.parse(text)).isNotNull());
    }

    @Test
    void aSelectorPrintsInItsPlainSpelling() {
        samples.spelled((choices, spelling) -> new SelectorTexts(choices, spelling).selector(), text -> {
            Selector selector = Language.selector(text.free());

            assertThat(selector).hasToString(text.plain());
            assertThat(Language.selector(text.plain()))
                    .hasToString(text.plain())
                    .isEqualTo(selector);
            Forms.readBack(selector, Selector.class);
        });
    }

    @Test
    void aMethodPrintsAsItIsWritten() {
        samples.all(choices -> new CommandTexts(choices, Spelling.plain()).method(), text -> {
            assertThat(Method.parse(text)).hasToString(text);
            Forms.readBack(Method.parse(text), Method.class);
        });
    }

    @Test
    void everySetOfPermissionsPrintsAsItIsWritten() {
        for (int bits = 0; bits <= Permissions.ALL.bits(); bits++) {
            Permissions permissions = new Permissions(bits);
            assertThat(Permissions.parse(permissions.toString())).isEqualTo(permissions);
            Forms.readBack(permissions, Permissions.class);
        }
    }
}
