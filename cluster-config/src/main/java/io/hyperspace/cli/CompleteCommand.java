package io.hyperspace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.space.kind.BuiltInKinds;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Completion;
import io.hyperspace.space.language.Form;
import io.hyperspace.space.language.lexer.Candidates.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "complete",
        description = "Says what may stand at a place of a text. Needs no Machine.",
        mixinStandardHelpOptions = true)
final class CompleteCommand implements Callable<Integer> {

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "What the text is: point, kind, selector, command, script, bind, mechtron or app. Default: "
                    + "command.")
    private String as = "command";

    @Option(names = "--at", paramLabel = "N", description = "How many characters stand before the place. Default: all.")
    private @Nullable Integer at;

    @Option(names = "-f", paramLabel = "FILE", description = "A file with the text; - for standard input.")
    private @Nullable String file;

    @Option(
            names = "--kinds",
            paramLabel = "FILE",
            description = "The kinds that are available, one a line. Default: the built-in kinds.")
    private @Nullable String kinds;

    @Option(names = "--var", paramLabel = "NAME", description = "A variable that is set; may be given several times.")
    private List<String> variables = new ArrayList<>();

    @Option(names = "--json", description = "Print exactly one JSON object on standard output, errors included.")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "The text.")
    private @Nullable String text;

    private final Terminal terminal;

    CompleteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Form form = FormOption.parse(as, "hyperspace complete");
        String source = FormOption.source(form, text, file, terminal, "hyperspace complete")
                .text();
        int length = source.codePointCount(0, source.length());
        int place = at == null ? length : at;
        if (place < 0 || place > length) {
            throw ClientFaults.usage(
                            "--at takes a place in the text, 0 to " + length + ", not " + place, "hyperspace complete")
                    .toException();
        }
        KnownKinds known = kinds == null ? KnownKinds.expected(BuiltInKinds.ALL) : KindsFile.read(kinds, terminal);
        Completion completion =
                Completion.at(form, source, source.offsetByCodePoints(0, place), variables(form), known);
        if (json) {
            terminal.out().print(json(completion, source) + "\n");
        } else {
            completion.candidates().forEach(candidate -> terminal.out().print(candidate.text() + "\n"));
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    private List<String> variables(Form form) {
        List<String> all = new ArrayList<>(variables);
        if (form.isDocument()) {
            all.add("bundle");
        }
        return all;
    }

    private static ObjectNode json(Completion completion, String source) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("from", source.codePointCount(0, completion.from()));
        ArrayNode array = node.putArray("candidates");
        for (Candidate candidate : completion.candidates()) {
            array.addObject().put("text", candidate.text()).put("sort", candidate.sort());
        }
        return node;
    }
}
