package io.hyperspace.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperspace.drivers.global.GlobalDriver;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Head;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Method;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.testkit.HyperverseExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a Machine a story, a line at a time, and holds it to what the story says of access.
 *
 * <pre>
 * # says what comes
 * AGENT | COMMAND                                 is to succeed
 * AGENT | NAME = grant …                          gives the grant a name
 * AGENT | revoke NAME
 * AGENT | COMMAND ! STATUS CODE                   is to be refused
 * access AGENT on POINT = LEVEL PERMISSIONS [PRIVILEGES]
 * </pre>
 */
final class AccessStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 30;
    private static final Pattern ACCESS = Pattern.compile("(access \\S+ on \\S+) += (.*)");
    private static final Pattern REFUSED = Pattern.compile("(.*) ! (\\d{3}) (E\\d{4})");
    private static final Pattern NAMED = Pattern.compile("(\\w+) = (grant .*)");
    private static final Pattern REVOKED = Pattern.compile("revoke (\\w+)");

    private final HyperverseExtension hyperverse;
    private final Map<String, String> grants = new HashMap<>();

    AccessStory(HyperverseExtension hyperverse) {
        this.hyperverse = hyperverse;
    }

    /** Tells all lines. What is wrong of accesses is told at the end of a run of them, all together. */
    void tell(String lines) throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        String about = "";
        for (String line : lines.lines().map(String::strip).toList()) {
            Matcher access = ACCESS.matcher(line);
            if (access.matches()) {
                expected.add(access.group(1) + " = " + access.group(2));
                found.add(access.group(1) + " = " + access(access.group(1)));
                continue;
            }
            assertThat(found).as(about).isEqualTo(expected);
            if (line.startsWith("#")) {
                about = line;
            } else if (!line.isEmpty()) {
                String[] parts = line.split(" *\\| *", 2);
                act(Agent.parse(parts[0]), parts[1]);
            }
        }
        assertThat(found).as(about).isEqualTo(expected);
    }

    private String access(String command) throws Exception {
        JsonNode access = result(Agent.HYPERUSER, command);
        List<String> privileges = new ArrayList<>();
        access.get("privileges").forEach(privilege -> privileges.add(privilege.asText()));
        return access.get("access").asText() + " " + access.get("permissions").asText()
                + (privileges.isEmpty() ? "" : " " + privileges);
    }

    private void act(Agent agent, String command) throws Exception {
        Matcher refused = REFUSED.matcher(command);
        Matcher named = NAMED.matcher(command);
        Matcher revoked = REVOKED.matcher(command);
        if (refused.matches()) {
            Pong pong = run(agent, refused.group(1));
            assertThat(pong.status()).as(command).isEqualTo(Integer.parseInt(refused.group(2)));
            assertThat(pong.body()).as(command).isInstanceOfSatisfying(Substance.Err.class, err -> assertThat(
                            err.value().code())
                    .isEqualTo(refused.group(3)));
        } else if (named.matches()) {
            grants.put(named.group(1), result(agent, named.group(2)).get("id").asText());
        } else if (revoked.matches()) {
            result(agent, "revoke " + grants.get(revoked.group(1)));
        } else {
            result(agent, command);
        }
    }

    private JsonNode result(Agent agent, String command) throws Exception {
        Pong pong = run(agent, command);
        assertThat(pong.status())
                .as(agent + " | " + command + " " + pong.body())
                .isLessThan(300);
        return json(pong);
    }

    private static JsonNode json(Pong pong) throws JsonProcessingException {
        return JSON.readTree(((Substance.Json) pong.body()).value());
    }

    private Pong run(Agent agent, String command) throws Exception {
        Head head = new Head(
                WaveId.next(),
                Point.parse("GLOBAL::control"),
                agent,
                Method.parse("Cmd<Execute>"),
                "/",
                Headers.NONE,
                new Substance.Text(command),
                Handling.IMMEDIATE,
                System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(SECONDS),
                List.of());
        return hyperverse
                .services()
                .waves()
                .ping(new Ping(head, GlobalDriver.EXECUTOR))
                .toCompletableFuture()
                .get(SECONDS, TimeUnit.SECONDS);
    }
}
