package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose particle is named like an agent that is no particle stays that particle, on the wire and in commands. */
class AgentNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "hyperuser"})
    void noParticleBecomesMoreByItsName(String name) {
        Agent particle = Agent.of(Point.parse(name));

        assertThat(particle).hasToString("...:" + name);
        assertThat(Agent.parse(particle.toString())).isEqualTo(particle).isNotEqualTo(Agent.parse(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access ...:list on a",
                "access list:/ on a",
                "access list:x on a",
                "access ...:anonymous on a",
                "access list to ...:hyperuser on a"
            })
    void suchAParticleIsWrittenFromTheRoot(String text) {
        Command command = Language.command(text, Environment.ROOT, KnownKinds.ANY);

        assertThat(command).hasToString(text);
        assertThat(Language.command(command.toString(), Environment.ROOT, KnownKinds.ANY))
                .isEqualTo(command);
    }

    @Test
    void anyOtherIsWrittenAsItsPoint() {
        assertThat(Agent.parse("localhost:users:ann"))
                .isEqualTo(Agent.parse("...:localhost:users:ann"))
                .hasToString("localhost:users:ann");
    }
}
