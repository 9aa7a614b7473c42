package io.hyperspace.cli;

import io.hyperspace.space.error.Excerpt;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SpanRef;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Check;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Form;
import io.hyperspace.space.language.LanguageException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file that says which kinds are available: one a line, {@code #} starts a comment. */
final class KindsFile {

    private KindsFile() {}

    /** @throws HyperspaceException 400 when it cannot be read, or holds what is not a kind */
    static KnownKinds read(String name, Terminal terminal) {
        TextFile file = TextFile.read("the list of kinds", name, terminal);
        Set<Kind> found = new LinkedHashSet<>();
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int comment = line.indexOf('#');
            String kind = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!kind.isEmpty()) {
                found.add(kind(kind, file.name(), line, i + 1));
            }
        }
        return KnownKinds.only(found);
    }

    private static Kind kind(String text, String file, String line, int number) {
        try {
            return (Kind) Check.check(Form.KIND, file, text, Environment.ROOT, KnownKinds.ANY)
                    .value();
        } catch (LanguageException e) {
            Fault fault = e.fault();
            int before = line.indexOf(text);
            int column = fault.span() == null ? 1 : fault.span().column();
            int length = fault.span() == null ? 1 : fault.span().length();
            SpanRef span = new SpanRef(file, number, line.codePointCount(0, before) + column, length);
            throw new HyperspaceException(
                    new Fault(
                            fault.status(),
                            fault.code(),
                            fault.message(),
                            span,
                            fault.help(),
                            Excerpt.of(span, line, "")),
                    e);
        }
    }
}
