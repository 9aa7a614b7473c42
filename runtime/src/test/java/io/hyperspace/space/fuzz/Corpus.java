package io.hyperspace.space.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The texts that are kept for a target, each with what becomes of it. One a line: the outcome, a bar, the text with
 * {@code \n}, {@code \r}, {@code \t}, {@code \\} and &#92;uXXXX for what a line cannot show.
 */
final class Corpus {

    private static final Path FOLDER = Path.of("src/test/resources/corpus");
    private static final String BAR = " | ";

    private Corpus() {}

    static Path file(Target target) {
        return FOLDER.resolve(target + ".txt");
    }

    /** Outcomes by text, in the order of the file. */
    static Map<String, String> read(Target target) {
        Map<String, String> texts = new LinkedHashMap<>();
        try {
            List<String> lines = Files.exists(file(target)) ? Files.readAllLines(file(target)) : List.of();
            for (String line : lines) {
                int bar = line.indexOf(BAR);
                texts.put(unescaped(line.substring(bar + BAR.length())), line.substring(0, bar));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Target target, Map<String, String> texts) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file(target), print(texts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the file has it, sorted, so that a change is easy to see. */
    static String print(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(text -> text.getValue() + BAR + escaped(text.getKey()) + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int index = "\n\r\t\\".indexOf(c);
            if (index >= 0) {
                out.append('\\').append("nrt\\".charAt(index));
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
            } else if (text.charAt(++i) == 'u') {
                out.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                out.append("\n\r\t\\".charAt("nrt\\".indexOf(text.charAt(i))));
            }
        }
        return out.toString();
    }
}
