package io.hyperspace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "trace",
        description = "Shows the way of the tracked waves of a trace, over all Machines, in order of time.",
        mixinStandardHelpOptions = true)
final class TraceCommand extends ClientCommand {

    @Parameters(
            paramLabel = "ID",
            description = "The trace, as 'hyperspace exec --trace' says it: 32 hexadecimal digits.")
    private String id = "";

    TraceCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        return report().single(run(client(), "trace " + id));
    }
}
