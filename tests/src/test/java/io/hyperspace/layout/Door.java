package io.hyperspace.layout;

import io.hyperspace.Hyperspace;
import io.hyperspace.behaviour.CommandLine;
import io.hyperspace.behaviour.ControlPort;
import io.hyperspace.process.MachineProcess;
import java.nio.file.Path;

/**
 * The ways into one Machine that its users have.
 *
 * @param name the Machine's
 * @param port its two ports, over HTTP
 * @param line the command line {@code hyperspace}, told to talk to this Machine
 */
record Door(String name, ControlPort port, CommandLine line) {

    private static Door of(String name, String control, String web, Path data) {
        return new Door(name, new ControlPort(control, web, data), new CommandLine(control, data));
    }

    /** Of a Machine in this JVM. */
    static Door of(Hyperspace machine, Path data) {
        String control = "127.0.0.1:" + machine.controlAddress().getPort();
        return of(machine.name(), control, "localhost:" + machine.httpAddress().getPort(), data);
    }

    /** Of a Machine in a JVM of its own. */
    static Door of(MachineProcess machine) {
        String web = "localhost" + machine.web().substring(machine.web().lastIndexOf(':'));
        return of(machine.name(), machine.control(), web, machine.data());
    }
}
