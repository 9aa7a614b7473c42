package io.hyperspace.cli;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.LanguageException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The command line {@code hyperspace}. */
@Command(
        name = "hyperspace",
        description = "Runs a Hyperverse and talks to it.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    private final CommandLine line;
    private final Terminal terminal;

    private Main(Terminal terminal, ServerStart start, Lifetime lifetime) {
        this.terminal = terminal;
        this.line = new CommandLine(this)
                .addSubcommand(new ServeCommand(terminal, start, lifetime))
                .addSubcommand(new DatabaseCommand(terminal, lifetime))
                .addSubcommand(new ExecCommand(terminal))
                .addSubcommand(new ScriptCommand(terminal))
                .addSubcommand(new PublishCommand(terminal))
                .addSubcommand(new WatchCommand(terminal))
                .addSubcommand(new TraceCommand(terminal))
                .addSubcommand(new LoginCommand(terminal))
                .addSubcommand(new LogoutCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new CompleteCommand(terminal))
                .addSubcommand(new RegistryCommand(terminal));
    }

    public static void main(String[] args) {
        // Some releases take standard input for a terminal when it is a file or a pipe.
        System.setProperty("jdk.console", "java.base");
        int exit = run(args, Terminal.system(), MachineServer::start, UntilSignal::serveInProcess);
        System.exit(exit);
    }

    /**
     * Runs the command line inside of this process.
     *
     * @return what the process would exit with
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        Terminal terminal = new Terminal(in, out, err, System.getenv(), Path.of(""));
        return run(args, terminal, MachineServer::start, UntilSignal::serveInProcess);
    }

    static int run(String[] args, Terminal terminal, ServerStart start, Lifetime lifetime) {
        return new Main(terminal, start, lifetime).execute(args);
    }

    /** Without a subcommand there is nothing to do but to say what there is. */
    @Override
    public void run() {
        throw new ParameterException(
                line,
                "say what to do: serve, database, exec, script, publish, watch, trace, login, logout, check,"
                        + " complete or registry");
    }

    private int execute(String[] args) {
        boolean json = List.of(args).contains("--json");
        Report report = new Report(terminal, json);
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((failure, given) -> report.failure(usage(failure)))
                .setExecutionExceptionHandler((failure, command, parsed) -> report.failures(faults(failure)))
                .execute(args);
    }

    private static Fault usage(ParameterException failure) {
        String message = String.valueOf(failure.getMessage());
        return ClientFaults.usage(
                message, failure.getCommandLine().getCommandSpec().qualifiedName());
    }

    /** A failure that is not ours to explain is shown in full, for there is no log to look at. */
    private List<Fault> faults(Exception failure) {
        if (failure instanceof LanguageException wrong) {
            return wrong.faults();
        }
        if (!(failure instanceof HyperspaceException)) {
            failure.printStackTrace(terminal.err());
        }
        return List.of(HyperspaceException.faultOf(failure));
    }

    /** The version that the jar was built as. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"hyperspace " + (version == null ? "(not built)" : version)};
        }
    }
}
