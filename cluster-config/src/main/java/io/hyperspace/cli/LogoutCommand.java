package io.hyperspace.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hyperspace.control.CommandResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "logout",
        description = "Ends a token, on every Machine, and removes the file that it was in.",
        mixinStandardHelpOptions = true)
final class LogoutCommand implements Callable<Integer> {

    @Mixin
    private final ControlOptions control = new ControlOptions();

    @Option(names = "--everywhere", description = "End all tokens of the user.")
    private boolean everywhere;

    @Option(names = "--json", description = "Print exactly one JSON object on standard output, errors included.")
    private boolean json;

    private final Terminal terminal;

    LogoutCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ControlOptions.UserToken token = control.userToken(terminal);
        ControlClient client = new ControlClient(control.address(terminal), token.text());
        CommandResult result =
                client.logout(JsonNodeFactory.instance.objectNode().put("everywhere", everywhere));
        if (result.error() == null && token.file() != null) {
            TokenFile.remove(token.file());
        }
        return new Report(terminal, json).single(result, LogoutCommand::text);
    }

    private static String text(CommandResult result) {
        return result.result().path("user").asText() + " is logged out";
    }
}
