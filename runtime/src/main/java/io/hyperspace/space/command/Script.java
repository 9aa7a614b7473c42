package io.hyperspace.space.command;

import java.util.List;
import java.util.stream.Collectors;

/** Commands to be run one after the other. Prints as one command a line, each with its {@code ;}. */
public record Script(List<Command> commands) {

    public Script {
        commands = List.copyOf(commands);
    }

    @Override
    public String toString() {
        return commands.stream().map(command -> command + ";\n").collect(Collectors.joining());
    }
}
