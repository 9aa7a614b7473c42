package io.hyperspace.cli;

import io.hyperspace.control.CommandResult;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.source.Span;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "script",
        description = "Runs the commands of a script, one after the other, until one fails.",
        mixinStandardHelpOptions = true)
final class ScriptCommand extends ClientCommand {

    @Parameters(paramLabel = "FILE", description = "The script; - for standard input. A ';' ends a command.")
    private String file = "";

    ScriptCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Report report = report();
        ScriptFile script = ScriptFile.read(file, terminal());
        ControlClient client = client();
        List<CommandResult> results = new ArrayList<>();
        for (Span part : script.commands()) {
            CommandResult result = runPart(client, script, part);
            results.add(result);
            report.oneOfSeveral(result);
            if (ExitCode.of(result) != ExitCode.OK) {
                break;
            }
        }
        return report.several(results);
    }

    private CommandResult runPart(ControlClient client, ScriptFile script, Span part) {
        Fault fault;
        try {
            CommandResult result = run(client, script.text(part));
            fault = result.error();
            if (fault == null) {
                return result;
            }
        } catch (HyperspaceException e) {
            fault = e.fault();
        }
        return CommandResult.of(script.place(fault, part));
    }
}
