package io.hyperspace.cli;

import io.hyperspace.control.CommandResult;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.error.SecretText;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.language.LanguageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that talk to a Machine have in common. */
abstract class ClientCommand implements Callable<Integer> {

    /** How an upload starts; only a command that has it is looked into here, all others are the Machine's to read. */
    private static final String UPLOAD = "^[";

    @Mixin
    private final ControlOptions control = new ControlOptions();

    @Option(
            names = "--agent",
            paramLabel = "POINT",
            description = "As whom to act, a point or anonymous; for the hyperuser alone.")
    private @Nullable String agent;

    @Option(names = "--json", description = "Print exactly one JSON object on standard output, errors included.")
    private boolean json;

    private final Terminal terminal;

    ClientCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    final Terminal terminal() {
        return terminal;
    }

    final boolean isJson() {
        return json;
    }

    final Report report() {
        return new Report(terminal, json);
    }

    final ControlClient client() {
        return new ControlClient(control.address(terminal), control.token(terminal)).as(checkedAgent());
    }

    /** What goes into a header is one line of printable characters. */
    private @Nullable String checkedAgent() {
        if (agent != null && !agent.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw ClientFaults.usage("--agent takes a point or anonymous", "hyperspace exec")
                    .toException();
        }
        return agent;
    }

    /** Runs a command with the files that it names. */
    final CommandResult run(ControlClient client, String command) {
        Map<String, String> paths = new LinkedHashMap<>();
        if (command.contains(UPLOAD)) {
            uploads(command).forEach(name -> paths.put(name, name));
        }
        return run(client, command, paths);
    }

    private static List<String> uploads(String command) {
        try {
            return Language.uploads(command);
        } catch (LanguageException e) {
            throw new HyperspaceException(SecretText.shown(e.fault(), command));
        }
    }

    /**
     * Runs a command with some files.
     *
     * @param paths where the uploads are, by the names that the command gives them
     */
    final CommandResult run(ControlClient client, String command, Map<String, String> paths) {
        List<Upload> uploads = new ArrayList<>();
        try {
            paths.forEach((name, path) -> uploads.add(Upload.of(name, path, terminal)));
            return client.run(command, uploads);
        } finally {
            uploads.forEach(Upload::close);
        }
    }
}
