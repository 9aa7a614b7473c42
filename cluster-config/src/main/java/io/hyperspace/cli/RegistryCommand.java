package io.hyperspace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.RegistryTools;
import io.hyperspace.control.CommandResult;
import io.hyperspace.registry.index.IndexRebuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "registry",
        description = "Looks after the Registry while no Machine runs.",
        mixinStandardHelpOptions = true)
final class RegistryCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private final Terminal terminal;

    /** What all of these take. */
    static final class Options {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The data folder of the Machine. Default: hyperspace-data, here.")
        private @Nullable String data;

        @Option(names = "--json", description = "Print exactly one JSON object on standard output.")
        private boolean json;
    }

    RegistryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(line, "say what to do: rebuild-index, reshape");
    }

    @Command(
            name = "rebuild-index",
            description = "Builds the index again from the journal and puts right what differs.",
            mixinStandardHelpOptions = true)
    int rebuildIndex(@Mixin Options options) {
        MachineServer.logToStandardError();
        IndexRebuild.Outcome outcome = RegistryTools.rebuildIndex(data(options));
        ObjectNode counts = JsonNodeFactory.instance
                .objectNode()
                .put("events", outcome.events())
                .put("records", outcome.records())
                .put("grants", outcome.grants())
                .put("differing", outcome.differing());
        if (options.json) {
            return new Report(terminal, true).single(CommandResult.of(200, counts));
        }
        terminal.out()
                .print("index of " + outcome.records() + " records and " + outcome.grants() + " grants, from "
                        + outcome.events() + " events; " + outcome.differing() + " rows differed\n");
        terminal.out().flush();
        return ExitCode.OK;
    }

    @Command(
            name = "reshape",
            description = "Gives the cluster the counts of stars and the lanes that are configured here.",
            mixinStandardHelpOptions = true)
    int reshape(@Mixin Options options) {
        MachineServer.logToStandardError();
        List<RegistryTools.Change> changes = RegistryTools.reshape(data(options));
        if (options.json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            changes.forEach(change -> all.addObject()
                    .put("name", change.name())
                    .put("before", change.before())
                    .put("now", change.now()));
            return new Report(terminal, true).single(CommandResult.of(200, all));
        }
        changes.forEach(change -> terminal.out().print(line(change)));
        terminal.out().print(changes.isEmpty() ? "nothing differs\n" : "");
        terminal.out().flush();
        return ExitCode.OK;
    }

    private @Nullable Path data(Options options) {
        return options.data == null ? null : terminal.resolve(options.data);
    }

    private static String line(RegistryTools.Change change) {
        String before = change.before() == null ? "nothing" : change.before();
        return change.name() + " was " + before + ", is " + change.now() + "\n";
    }
}
