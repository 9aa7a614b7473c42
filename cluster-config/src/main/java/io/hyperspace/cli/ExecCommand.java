package io.hyperspace.cli;

import io.hyperspace.space.trace.SpanId;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.trace.Traceparent;
import io.hyperspace.space.wave.WaveId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "exec", description = "Runs one command.", mixinStandardHelpOptions = true)
final class ExecCommand extends ClientCommand {

    @Parameters(
            paramLabel = "COMMAND",
            description = "The command, such as 'create localhost<Space>'. Files in ^[ … ] are uploaded.")
    private String command = "";

    @Option(
            names = "--trace",
            description =
                    "Track the waves of the command, and say the trace's id on standard error; with --json, in the"
                            + " object. 'hyperspace trace ID' shows their way.")
    private boolean isTracked;

    ExecCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        if (!isTracked) {
            return report().single(run(client(), command));
        }
        TraceId trace = TraceId.next();
        Traceparent parent = new Traceparent(trace, SpanId.of(WaveId.next()), true);
        if (!isJson()) {
            terminal().err().print("trace " + trace + "\n");
            terminal().err().flush();
        }
        return report().tracked(run(client().in(parent), command), trace);
    }
}
