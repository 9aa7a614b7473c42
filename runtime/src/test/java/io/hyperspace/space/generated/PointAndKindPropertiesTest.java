package io.hyperspace.space.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.VersionRange;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Points, kinds and selectors print as they are written, and what is printed is read as the same. */
class PointAndKindPropertiesTest {

    @Provide
    Arbitrary<String> points() {
        return Made.by(choices -> new PointTexts(choices, Spelling.plain()).point());
    }

    @Provide
    Arbitrary<String> kinds() {
        return Made.by(choices -> new KindTexts(choices, Spelling.plain()).kind());
    }

    @Provide
    Arbitrary<String> ranges() {
        return Made.by(choices -> new KindTexts(choices, Spelling.plain()).range());
    }

    @Provide
    Arbitrary<Spelled> selectors() {
        return Made.by(choices -> Spelled.by(choices, (c, spelling) -> new SelectorTexts(c, spelling).selector()));
    }

    @Provide
    Arbitrary<Spelled> relativePoints() {
        return Made.by(choices -> Spelled.by(choices, (c, spelling) -> new PointTexts(c, spelling).spelled()));
    }

    @Property(tries = 10_000)
    void aPointPrintsAsItIsWritten(@ForAll("points") String text) {
        Point point = Point.parse(text);

        assertThat(point).hasToString(text);
        assertThat(Point.parse(new String(text))).isEqualTo(point).hasSameHashCodeAs(point);
        assertThat(Language.point(text, PointTexts.HERE)).isEqualTo(point);
    }

    @Property(tries = 10_000)
    void aRelativePointIsTheWholeOneThatItStandsFor(@ForAll("relativePoints") Spelled point) {
        assertThat(Language.point(point.free(), PointTexts.HERE)).hasToString(point.plain());
    }

    @Property(tries = 10_000)
    void aKindPrintsAsItIsWritten(@ForAll("kinds") String text) {
        assertThat(Kind.parse(text)).hasToString(text).isEqualTo(Kind.parse(text));
    }

    @Property(tries = 10_000)
    void aRangeOfVersionsIsTaken(@ForAll("ranges") String text) {
        assertThat(VersionRange.parse(text)).isNotNull();
    }

    @Property(tries = 10_000)
    void aSelectorPrintsAsThePlainWayToWriteIt(@ForAll("selectors") Spelled text) {
        assertThat(Language.selector(text.free())).hasToString(text.plain());
        assertThat(Language.selector(text.plain())).hasToString(text.plain()).isEqualTo(Language.selector(text.free()));
    }
}
