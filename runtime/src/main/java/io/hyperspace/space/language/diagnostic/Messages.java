package io.hyperspace.space.language.diagnostic;

import io.hyperspace.space.error.Faults;
import io.hyperspace.space.text.Visible;
import io.hyperspace.space.wave.Method;
import java.util.Collection;
import java.util.TreeSet;

/** Everything the language says, in one table. A code never changes its meaning. */
public final class Messages {

    private static final int MAX_LISTED = 20;

    private Messages() {}

    // What is expected and what is there.

    public static Problem expected(String what, String found) {
        return Problem.of("E0101", "expected " + what + ", found " + found, "expected " + what);
    }

    public static Problem unknownKind(String kind, Collection<String> known) {
        Problem problem = Problem.of("E0102", "unknown kind " + quoted(kind), "not a kind known here");
        String near = Nearest.didYouMean(kind, known);
        return problem.withHelp(near.isEmpty() ? listed("known here: ", known) : near);
    }

    public static Problem notText(int codePoint) {
        return Problem.of(
                "E0103", String.format("U+%04X is not a character of a text", codePoint), "not allowed anywhere");
    }

    public static Problem tooLarge(String what, long limit) {
        return Problem.of("E0104", what + " is larger than " + limit + " bytes", "")
                .withStatus(413);
    }

    public static Problem unknownVariable(String name, Collection<String> inScope) {
        return Problem.of("E0105", "unknown variable " + quoted(name), "not set here")
                .withHelp(Nearest.didYouMean(name, inScope))
                .withHelp(inScope.isEmpty() ? "no variable is in scope here" : listed("in scope: ", inScope));
    }

    public static Problem malformedVariable() {
        return Problem.of("E0105", "a variable reads like ${name} or $1", "not a variable");
    }

    public static Problem tooDeep(int limit) {
        return Problem.of("E0106", "nested more than " + limit + " deep", "one level too many");
    }

    public static Problem unknownWord(String what, String word, Collection<String> known) {
        Problem problem = Problem.of("E0107", "unknown " + what + " " + quoted(word), "not a " + what + " known here");
        String near = Nearest.didYouMean(word, known);
        return problem.withHelp(near.isEmpty() ? listed("known here: ", known) : near);
    }

    // Values.

    public static Problem badValue(String message, String example) {
        return Problem.of("E0108", message, "").withHelp(example);
    }

    public static Problem badValue(String message) {
        return badValue(message, "");
    }

    public static Problem onlySets() {
        return Problem.of("E0108", "a document only sets: it neither locks nor unsets", "write +key=value");
    }

    public static Problem unsetInApp() {
        return Problem.of("E0108", "an install sets: there is nothing yet to unset", "write +key=value");
    }

    public static Problem onlyCreates() {
        return Problem.of("E0108", "an install only creates, and replaces nothing", "neither 'create' nor 'create?'");
    }

    public static Problem badPath(String reason) {
        return Problem.of("E0109", "not a regular expression: " + reason, "")
                .withHelp("paths are RE2 expressions: no look-around, no back-references");
    }

    public static Problem badPoint(String message) {
        return Problem.of("E0110", message, "");
    }

    public static Problem badKind(String kind, Collection<String> known) {
        return Problem.of("E0111", quoted(kind) + " is not a kind", "a kind reads like Base or Base<Sub>")
                .withHelp(Nearest.didYouMean(kind, known));
    }

    public static Problem badSpecific(String found) {
        return Problem.of("E0111", quoted(found) + " is not a specific", "")
                .withHelp("one reads like provider.org:vendor.org:product:variant:1.0.0");
    }

    public static Problem neverTaken() {
        return Problem.of("E0120", "no wave can take this, for what is around it takes other methods", "never taken");
    }

    public static Problem badMethod(String found) {
        return Problem.of("E0112", quoted(found) + " is not a method", "one reads like Ext<Hello> or Http<Get>");
    }

    public static Problem badSelector(String message) {
        return Problem.of("E0113", message, "");
    }

    public static Problem rootOfRoute() {
        return Problem.of("E0113", "a selector does not pick the root of a route", "")
                .withHelp("name what lies below it, as in [hub]::my-domain.com:**");
    }

    public static Problem badTopic(String found, String what, String example) {
        return Problem.of("E0121", quoted(found) + " is not " + what, "").withHelp(example);
    }

    public static Problem topicTooLong(int limit) {
        return Problem.of("E0121", "a topic's path has at most " + limit + " names", "");
    }

    public static Problem badJson(String message) {
        return Problem.of("E0114", "not JSON: " + message, "");
    }

    public static Problem openText(char quote) {
        return Problem.of(
                        "E0115",
                        "a text that starts with " + quote + " ends with " + quote + " on its line",
                        "starts here")
                .withHelp("a line end inside a text is written \\n, in double quotes");
    }

    public static Problem badEscape() {
        return Problem.of("E0115", "not an escape", "")
                .withHelp("escapes are \\n \\t \\r \\b \\f \\\" \\' \\\\ \\/ and \\u with four hexadecimal digits");
    }

    public static Problem halfCharacter() {
        return Problem.of("E0115", "an escape for half a character stands without its other half", "");
    }

    public static Problem badKey(String key) {
        return Problem.of("E0116", quoted(key) + " is not a key", "a key reads like max-size or limits.max-size");
    }

    public static Problem twice(String what, String name) {
        return Problem.of("E0116", what + " " + quoted(name) + " is there already", "a second time");
    }

    public static Problem missing(String what, String example) {
        return Problem.of("E0116", what + " is missing", "").withHelp(example);
    }

    public static Problem relativeHere() {
        return Problem.of("E0117", "a relative point or a variable has no meaning here", "write the whole point");
    }

    public static Problem badTemplate(String message) {
        return Problem.of("E0118", message, "");
    }

    public static Problem badTime(String found) {
        return Problem.of("E0108", quoted(found) + " is not a time", "")
                .withHelp("a moment reads like 2026-01-31T12:00:00Z, a time ago like 10m; units are ms, s, m, h and d");
    }

    public static Problem badId(String found) {
        return Problem.of("E0108", quoted(found) + " is not the id of a grant", "")
                .withHelp("'access list on SELECTOR' shows the grants with their ids");
    }

    public static Problem badStar(String found) {
        return Problem.of("E0110", quoted(found) + " is not a star", "one reads like <<central:maelstrom[0]>>");
    }

    public static Problem badPrivilege(String found) {
        return Problem.of("E0119", quoted(found) + " is not the name of a privilege", "one reads like orders.refund");
    }

    public static Problem badPermissions(String found) {
        return Problem.of("E0119", quoted(found) + " is not a set of permissions", "one reads like csd-RwX");
    }

    public static Problem badPipeline(String message, String label) {
        return Problem.of("E0120", message, label);
    }

    // What a document of a bundle names in it.

    public static Problem noSuchFile(String name, Collection<String> near) {
        return Problem.of("E0621", "there is no " + quoted(name) + " in this bundle", "not in this bundle")
                .withHelp(Nearest.didYouMean(name, near));
    }

    public static Problem wrongFile(String key, String ending, String name) {
        return Problem.of(
                "E0626", "+" + key + " names a " + ending + " file, not " + quoted(name), "not a " + ending + " file");
    }

    // What is known but refused.

    public static Problem notYet(String what) {
        return Problem.of(Faults.notYet(what), "not available yet");
    }

    public static Problem infrastructureOnly(Method method) {
        return Problem.of(Faults.infrastructureOnly(method.toString()), "no client can send this");
    }

    /** A piece of somebody's text, short and harmless to print. */
    public static String quoted(String text) {
        return Visible.quoted(text);
    }

    private static String listed(String before, Collection<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        String list = String.join(
                ", ", new TreeSet<>(names).stream().limit(MAX_LISTED).toList());
        return before + list + (names.size() > MAX_LISTED ? ", …" : "");
    }
}
