package io.hyperspace.sample;

import io.hyperspace.Hyperspace;
import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the guest book on a Machine of its own, and runs until it is told to stop. */
@Command(name = "sample-app/run", description = "Starts the guest book.", mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {

    @Option(names = "--data", description = "the folder that keeps everything (default: ./hyperspace-data)")
    private Path data = Path.of("hyperspace-data");

    @Option(names = "--http-port", description = "the port of the site, 0 for any free one (default: 8080)")
    private int httpPort = 8080;

    @Option(names = "--control-port", description = "the port of the control API, 0 for any free one (default: 4343)")
    private int controlPort = 4343;

    @Option(names = "--bundle", required = true, description = "the folder that holds the bundle")
    private Path bundle = Path.of("bundle");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    public static void main(String[] args) {
        int code = new CommandLine(new Main()).execute(args);
        Runtime.getRuntime().exit(code);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        err.println("Starting a Machine on " + data);
        try {
            Hyperspace hyperspace = Hyperspace.builder()
                    .name("guestbook")
                    .data(data)
                    .httpPort(httpPort)
                    .controlPort(controlPort)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(hyperspace::close, "stop"));
            err.println("Installing the guest book from " + bundle);
            GuestBook.install(hyperspace, bundle);
            tell(hyperspace, out);
        } catch (HyperspaceException e) {
            err.println(FaultPrinter.render(e.fault()));
            return 1;
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private static void tell(Hyperspace hyperspace, PrintWriter out) {
        String http = address(hyperspace.httpAddress());
        String control = address(hyperspace.controlAddress());
        out.printf("ready name=%s http=%s control=%s%n", hyperspace.name(), http, control);
        out.println();
        out.println("Try:");
        out.printf("  http://localhost:%d/%n", hyperspace.httpAddress().getPort());
        out.printf(
                "  curl http://localhost:%d/hello?name=Ada%n",
                hyperspace.httpAddress().getPort());
        out.printf(
                "  curl -d 'name=Ada&message=Hi' http://localhost:%d/api/entries%n",
                hyperspace.httpAddress().getPort());
        out.printf(
                "  curl http://localhost:%d/api/entries%n",
                hyperspace.httpAddress().getPort());
        out.flush();
    }

    private static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
