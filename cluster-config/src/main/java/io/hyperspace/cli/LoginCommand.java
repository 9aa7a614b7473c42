package io.hyperspace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.control.CommandResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The password is never an argument: those are seen by every process of the machine, and kept by shells. */
@Command(
        name = "login",
        description =
                "Logs a user in and stores the token. Asks for the password on a terminal, else reads it from the "
                        + "first line of standard input.",
        mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {

    @Mixin
    private final ControlOptions control = new ControlOptions();

    @Option(names = "--json", description = "Print exactly one JSON object on standard output, errors included.")
    private boolean json;

    @Parameters(paramLabel = "POINT", description = "The user, such as localhost:users:ann.")
    private String user = "";

    private final Terminal terminal;

    LoginCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ControlClient client = new ControlClient(control.address(terminal), null);
        Path file = control.userTokenFile(terminal);
        String password = Password.read(terminal, user);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("user", user).put("password", password);
        CommandResult result = client.login(body);
        if (result.error() == null && result.result() instanceof ObjectNode login) {
            TokenFile.write(file, login.path("token").asText());
            login.put("file", file.toString());
        }
        return new Report(terminal, json).single(result, LoginCommand::text);
    }

    private static String text(CommandResult result) {
        JsonNode login = result.result();
        return login.path("user").asText() + " is logged in until "
                + login.path("expires").asText() + "; the token is in "
                + login.path("file").asText();
    }
}
