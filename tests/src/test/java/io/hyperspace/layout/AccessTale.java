package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a Hyperverse a story, a line at a time, and holds it to what the story says of access.
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
final class AccessTale {

    private static final Pattern ACCESS = Pattern.compile("(access \\S+ on \\S+) += (.*)");
    private static final Pattern REFUSED = Pattern.compile("(.*) ! (\\d{3}) (E\\d{4})");
    private static final Pattern NAMED = Pattern.compile("(\\w+) = (grant .*)");
    private static final Pattern REVOKED = Pattern.compile("revoke (\\w+)");

    private final Turns turns;
    private final Map<String, String> grants = new HashMap<>();

    AccessTale(Turns turns) {
        this.turns = turns;
    }

    /** Tells all lines. What is wrong of accesses is told at the end of a run of them, all together. */
    void tell(String lines) {
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
                act(parts[0].equals("hyperuser") ? "" : parts[0], parts[1]);
            }
        }
        assertThat(found).as(about).isEqualTo(expected);
    }

    private String access(String command) {
        JsonNode access = turns.run(command);
        List<String> privileges = new ArrayList<>();
        access.get("privileges").forEach(privilege -> privileges.add(privilege.asText()));
        return access.get("access").asText() + " " + access.get("permissions").asText()
                + (privileges.isEmpty() ? "" : " " + privileges);
    }

    private void act(String agent, String command) {
        Matcher refused = REFUSED.matcher(command);
        Matcher named = NAMED.matcher(command);
        Matcher revoked = REVOKED.matcher(command);
        if (refused.matches()) {
            turns.refusedAs(agent, refused.group(1), Integer.parseInt(refused.group(2)), refused.group(3));
        } else if (named.matches()) {
            grants.put(
                    named.group(1), turns.runAs(agent, named.group(2)).get("id").asText());
        } else if (revoked.matches()) {
            turns.runAs(agent, "revoke " + grants.get(revoked.group(1)));
        } else {
            turns.runAs(agent, command);
        }
    }
}
