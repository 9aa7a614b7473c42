package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.behaviour.CommandLine;
import io.hyperspace.behaviour.ControlPort;
import io.hyperspace.behaviour.ControlPort.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the Machines of a Hyperverse in turn, so that another one is asked than the one that has just changed something. What
 * does not say otherwise is asked as the hyperuser.
 */
final class Turns {

    private final List<Door> doors;
    private final AtomicInteger next = new AtomicInteger();

    Turns(List<Door> doors) {
        this.doors = List.copyOf(doors);
    }

    /** All Machines, for what is to be asked of each. */
    List<Door> all() {
        return doors;
    }

    /** The Machine whose turn it is, for what is to be asked of one and the same. */
    Door next() {
        return doors.get(Math.floorMod(next.getAndIncrement(), doors.size()));
    }

    ControlPort port() {
        return next().port();
    }

    CommandLine line() {
        return next().line();
    }

    /** Runs a command that is to succeed. @return its result */
    JsonNode run(String command) {
        return runAs("", command);
    }

    JsonNode runAs(String agent, String command) {
        Answer answer = port().command(agent, command);
        assertThat(answer.status()).as("%s: %s", command, answer.body()).isLessThan(300);
        return answer.body().path("result");
    }

    /** Runs a command that is to be refused. @return the error */
    JsonNode refused(String command, int status, String code) {
        return refusedAs("", command, status, code);
    }

    JsonNode refusedAs(String agent, String command, int status, String code) {
        Answer answer = port().command(agent, command);
        assertThat(answer.status()).as("%s: %s", command, answer.body()).isEqualTo(status);
        assertThat(answer.code()).as("%s: %s", command, answer.body()).isEqualTo(code);
        return answer.body().path("error");
    }

    /** Pings, as a command does. @return the value of the pong's body */
    JsonNode ping(String point, String wave) {
        return run("ping " + point + " " + wave).at("/body/value");
    }

    /** The texts in one field of a list. */
    static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.path(field).asText()));
        return texts;
    }

    /** The points that a selector picks. */
    List<String> select(String selector) {
        return texts(run("select " + selector), "point");
    }
}
