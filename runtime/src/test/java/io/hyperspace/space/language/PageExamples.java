package io.hyperspace.space.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The good examples of the language's reference, each with what it is. */
record PageExamples(Form form, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?m)^```([a-z]+)\\n((?s).*?)^```$");
    private static final Map<String, Form> LINES =
            Map.of("points", Form.POINT, "kinds", Form.KIND, "selectors", Form.SELECTOR, "commands", Form.COMMAND);
    private static final Map<String, Form> WHOLE =
            Map.of("script", Form.SCRIPT, "bind", Form.BIND, "mechtron", Form.MECHTRON, "app", Form.APP);

    static List<PageExamples> all() throws IOException {
        List<PageExamples> all = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(Files.readString(Path.of("docs/language.md")))
                .results()
                .toList()) {
            Form lines = LINES.get(block.group(1));
            Form whole = WHOLE.get(block.group(1));
            if (lines != null) {
                block.group(2).lines().forEach(line -> all.add(new PageExamples(lines, line)));
            } else if (whole != null) {
                all.add(new PageExamples(whole, block.group(2)));
            }
        }
        return all;
    }
}
