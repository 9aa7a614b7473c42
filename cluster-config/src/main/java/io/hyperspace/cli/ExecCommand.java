package io.hyperspace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "exec", description = "Runs one command.", mixinStandardHelpOptions = true)
final class ExecCommand extends ClientCommand {

    @Parameters(
            paramLabel = "COMMAND",
            description = "The command, such as 'create localhost<Space>'. Files in ^[ … ] are uploaded.")
    private String command = "";

    ExecCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        return report().single(run(client(), command));
    }
}
