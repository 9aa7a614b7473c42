package io.hyperspace.space.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every command prints in its plain spelling, and reads back as the same from that, from JSON and from CBOR. */
class CommandPropertiesTest {

    private final Samples samples = new Samples();

    @Test
    void aCommandPrintsInItsPlainSpelling() {
        samples.spelled((choices, spelling) -> new CommandTexts(choices, spelling).command(), text -> {
            Command command = Language.command(text.free(), PointTexts.HERE, KnownKinds.ANY);

            assertThat(command).hasToString(text.plain());
            assertThat(Language.command(text.plain(), Environment.ROOT, KnownKinds.ANY))
                    .isEqualTo(command);
        });
    }

    @Test
    void aScriptIsItsCommands() {
        samples.spelled((choices, spelling) -> new CommandTexts(choices, spelling).script(), text -> {
            List<Command> commands = Language.script("free", text.free(), PointTexts.HERE, KnownKinds.ANY);
            String printed = commands.stream().map(command -> command + ";\n").collect(Collectors.joining());

            assertThat(printed).isEqualTo(text.plain());
            assertThat(Language.script("plain", printed, Environment.ROOT, KnownKinds.ANY))
                    .isEqualTo(commands);
        });
    }

    @Test
    void aCommandIsTheSameInJsonAndInCbor() {
        samples.all(
                choices -> new CommandTexts(choices, Spelling.plain()).command(),
                text -> Forms.readBack(Language.command(text, Environment.ROOT, KnownKinds.ANY), Command.class));
    }
}
