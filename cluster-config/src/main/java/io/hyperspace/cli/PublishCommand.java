package io.hyperspace.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = "Publishes a bundle: a zip, or a folder that is zipped.",
        mixinStandardHelpOptions = true)
final class PublishCommand extends ClientCommand {

    /** Names that are shown in the command; others would need care with brackets and line ends. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    @Parameters(index = "0", paramLabel = "FILE-OR-FOLDER", description = "What to publish.")
    private String file = "";

    @Parameters(index = "1", paramLabel = "POINT", description = "Where to, such as repo:series:1.0.0.")
    private String point = "";

    PublishCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        String name = name();
        return report().single(run(client(), "publish ^[ " + name + " ]-> " + point, Map.of(name, file)));
    }

    private String name() {
        Path last = Path.of(file).toAbsolutePath().normalize().getFileName();
        return last != null && PLAIN.matcher(last.toString()).matches() ? last.toString() : "bundle";
    }
}
