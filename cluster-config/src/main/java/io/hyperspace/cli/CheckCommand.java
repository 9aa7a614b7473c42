package io.hyperspace.cli;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.Check;
import io.hyperspace.space.language.Checked;
import io.hyperspace.space.language.Form;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Checks a text and prints it as it is understood, or checks a whole bundle. Needs no Machine.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "What the text is: point, kind, selector, command, script, bind, mechtron or app.")
    private @Nullable String as;

    @Option(names = "-f", paramLabel = "FILE", description = "A file with the text; - for standard input.")
    private @Nullable String file;

    @Option(
            names = "--json",
            description = "Print exactly one JSON value on standard output: the JSON form, or the errors.")
    private boolean json;

    @Mixin
    private final CheckOptions options = new CheckOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The text; without --as the folder or zip of a bundle.")
    private @Nullable String text;

    private final Terminal terminal;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CheckReport report = new CheckReport(terminal, json);
        try {
            return as == null ? bundle(report) : text(report, form(as));
        } catch (HyperspaceException e) {
            return report.failed(e);
        }
    }

    private int text(CheckReport report, Form form) {
        TextFile source = source(form);
        Checked<Object> checked =
                Check.check(form, source.name(), source.text(), options.environment(form), options.kinds(terminal));
        return report.good(checked.value(), checked.warnings());
    }

    private int bundle(CheckReport report) {
        if (text == null || file != null) {
            throw usage("say what to check: --as FORM and a text, or the folder or zip of a bundle");
        }
        BundleCheck check = new BundleCheck(options.bundle(), options.kinds(terminal));
        return report.bundle(check.run(text, terminal));
    }

    private TextFile source(Form form) {
        String given = text;
        String name = file;
        if (name != null && given == null) {
            TextFile read = TextFile.read("the " + form.word(), name, terminal);
            return isOneLine(form) ? new TextFile(read.name(), read.text().stripTrailing()) : read;
        }
        if (given == null || name != null) {
            throw usage("give either the text or -f FILE");
        }
        return new TextFile(form.word(), given);
    }

    /** Whether the end of a file's last line is no part of the text. */
    private static boolean isOneLine(Form form) {
        return form == Form.POINT || form == Form.KIND || form == Form.SELECTOR;
    }

    static Form form(String word) {
        return Form.of(word)
                .orElseThrow(
                        () -> usage("--as takes one of " + String.join(", ", Form.words()) + ", not '" + word + "'"));
    }

    private static HyperspaceException usage(String message) {
        Fault fault = ClientFaults.usage(message, "hyperspace check");
        return new HyperspaceException(fault);
    }
}
