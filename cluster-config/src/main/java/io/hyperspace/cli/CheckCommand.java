package io.hyperspace.cli;

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

    private static final String COMMAND = "hyperspace check";

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
            return as == null ? bundle(report) : text(report, FormOption.parse(as, COMMAND));
        } catch (HyperspaceException e) {
            return report.failed(e);
        }
    }

    private int text(CheckReport report, Form form) {
        TextFile source = FormOption.source(form, text, file, terminal, COMMAND);
        Checked<Object> checked =
                Check.check(form, source.name(), source.text(), options.environment(form), options.kinds(terminal));
        return report.good(checked.value(), checked.warnings());
    }

    private int bundle(CheckReport report) {
        if (text == null || file != null) {
            throw ClientFaults.usage(
                            "say what to check: --as FORM and a text, or the folder or zip of a bundle", COMMAND)
                    .toException();
        }
        BundleCheck check = new BundleCheck(options.bundle(), options.kinds(terminal));
        return report.bundle(check.run(text, terminal));
    }
}
