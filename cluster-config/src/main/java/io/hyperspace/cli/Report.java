package io.hyperspace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.control.CommandResult;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.trace.TraceId;
import java.util.List;
import java.util.function.Function;

/** Tells the outcome: to people as text, to programs as exactly one JSON object on standard output. */
final class Report {

    private final Terminal terminal;
    private final boolean json;

    Report(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Tells the result of the only command, and what to exit with. */
    int single(CommandResult result) {
        return single(result, ResultText::of);
    }

    /** Tells a result of which people are told this. */
    int single(CommandResult result, Function<CommandResult, String> text) {
        if (json) {
            write(result.toJson());
        } else {
            print(result, text);
        }
        return ExitCode.of(result);
    }

    /** Tells the result of a command whose waves were tracked; programs are told the trace with it. */
    int tracked(CommandResult result, TraceId trace) {
        if (!json) {
            return single(result);
        }
        write(result.toJson().put("trace", trace.toString()));
        return ExitCode.of(result);
    }

    /** Tells what failed before there was a result. */
    int failure(Fault fault) {
        return single(CommandResult.of(fault));
    }

    /** Tells all that is wrong with a text; programs are told the first. */
    int failures(List<Fault> faults) {
        int exit = failure(faults.get(0));
        if (!json) {
            faults.subList(1, faults.size()).forEach(this::failure);
        }
        return exit;
    }

    /** Tells the result of one command of several; for programs, {@link #several} does. */
    void oneOfSeveral(CommandResult result) {
        if (!json) {
            print(result, ResultText::of);
        }
    }

    /** Tells that all commands of a script were run, or that the last of them failed. */
    int several(List<CommandResult> results) {
        CommandResult last = results.isEmpty()
                ? CommandResult.of(200, JsonNodeFactory.instance.nullNode())
                : results.get(results.size() - 1);
        int exit = ExitCode.of(last);
        if (json) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.put("status", exit == ExitCode.OK ? 200 : last.status());
            ArrayNode array = all.putArray("results");
            results.forEach(result -> array.add(result.toJson()));
            write(all);
        }
        return exit;
    }

    private void write(ObjectNode object) {
        terminal.out().print(object + "\n");
        terminal.out().flush();
    }

    private void print(CommandResult result, Function<CommandResult, String> toText) {
        Fault error = result.error();
        if (error != null) {
            terminal.err().print(FaultPrinter.render(error) + "\n");
        } else {
            String text = toText.apply(result);
            terminal.out().print(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
            terminal.out().flush();
            if (!result.isOk()) {
                terminal.err().print("status " + result.status() + "\n");
            }
        }
        terminal.err().flush();
    }
}
