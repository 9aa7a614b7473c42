package io.hyperspace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.control.CommandResult;
import io.hyperspace.control.FaultJson;
import io.hyperspace.space.error.HyperspaceException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description =
                "Tells what happens to the particles that a selector picks, until it is stopped. With --json, one "
                        + "object a line.",
        mixinStandardHelpOptions = true)
final class WatchCommand extends ClientCommand {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    @Parameters(
            paramLabel = "SELECTOR",
            description = "What to watch, such as localhost:app:*. Who watches one point watches its children too.")
    private String selector = "";

    @Option(names = "--count", paramLabel = "N", description = "Stop after N events.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--for", paramLabel = "TIME", description = "Stop after a time, such as 30s, 5m or 500ms.")
    private @Nullable String time;

    private long told;
    private @Nullable CommandResult end;

    WatchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        if (count < 1) {
            throw ClientFaults.usage("--count is 1 or more", "hyperspace watch").toException();
        }
        CommandResult refused = client().watch(selector, duration(time), this::take);
        CommandResult outcome = refused == null ? end : refused;
        return outcome == null ? ExitCode.OK : report().single(outcome);
    }

    private static @Nullable Duration duration(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw ClientFaults.usage("--for takes a time such as 30s, 5m or 500ms", "hyperspace watch")
                    .toException();
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private boolean take(JsonNode event) {
        if (event.path("event").asText().equals("ended")) {
            end = ended(event);
            return false;
        }
        terminal().out().print((isJson() ? event.toString() : EventText.of(event)) + "\n");
        terminal().out().flush();
        told++;
        return told < count;
    }

    private static CommandResult ended(JsonNode event) {
        try {
            return CommandResult.of(FaultJson.read(event.path("status").asInt(), event.path("error")));
        } catch (IllegalArgumentException e) {
            throw new HyperspaceException(ClientFaults.notAMachine("the other end"), e);
        }
    }
}
