package io.hyperspace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.codec.SpaceModule;
import io.hyperspace.control.FaultJson;
import io.hyperspace.space.command.Script;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.FaultPrinter;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.language.LanguageException;
import java.util.List;

/**
 * Tells what a check came to. For people: what is good on standard output, what is wrong or to be warned of on standard
 * error. For programs: one JSON value on standard output, and of warnings beside a good value on standard error.
 */
final class CheckReport {

    private final Terminal terminal;
    private final boolean json;

    CheckReport(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Tells a value that was read without error. */
    int good(Object value, List<Fault> warnings) {
        if (json) {
            out(tree(value).toString());
        } else {
            out(value.toString().stripTrailing());
        }
        err(warnings);
        return ExitCode.OK;
    }

    /** Tells all that is wrong. */
    int failed(HyperspaceException failure) {
        if (failure instanceof LanguageException wrong) {
            return failed(wrong.faults(), wrong.warnings());
        }
        return failed(List.of(failure.fault()), List.of());
    }

    private int failed(List<Fault> errors, List<Fault> warnings) {
        if (json) {
            out(failure(errors, warnings).toString());
        } else {
            err(errors);
            err(warnings);
        }
        return ExitCode.BAD_INPUT;
    }

    /** Tells what was found in a bundle. */
    int bundle(BundleCheck.Outcome outcome) {
        boolean good = outcome.errors().isEmpty();
        if (json && good) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ArrayNode documents = node.putArray("documents");
            outcome.documents().forEach(documents::add);
            node.put("files", outcome.files());
            node.set("warnings", faults(outcome.warnings()));
            out(node.toString());
            return ExitCode.OK;
        }
        if (!json) {
            outcome.documents().forEach(name -> out(name + ": good"));
        }
        if (good) {
            err(outcome.warnings());
            return ExitCode.OK;
        }
        int exit = failed(outcome.errors(), outcome.warnings());
        if (!json && outcome.errors().size() >= BundleCheck.MAX_ERRORS) {
            terminal.err().print("more than " + (BundleCheck.MAX_ERRORS - 1) + " errors; the rest was not read\n");
            terminal.err().flush();
        }
        return exit;
    }

    /** The house shape of an error, which is the first, with all of them beside it. */
    private static ObjectNode failure(List<Fault> errors, List<Fault> warnings) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("status", errors.get(0).status());
        node.set("error", FaultJson.write(errors.get(0)));
        node.set("errors", faults(errors));
        node.set("warnings", faults(warnings));
        return node;
    }

    private static ArrayNode faults(List<Fault> faults) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        faults.forEach(fault -> array.add(FaultJson.write(fault)));
        return array;
    }

    /** Without the shared mappers, for those need CBOR too, and people wait for this to start. */
    private static JsonNode tree(Object value) {
        ObjectMapper mapper = new ObjectMapper().registerModule(new SpaceModule());
        return mapper.valueToTree(value instanceof Script script ? script.commands() : value);
    }

    private void out(String text) {
        terminal.out().print(text.isEmpty() ? "" : text + "\n");
        terminal.out().flush();
    }

    private void err(List<Fault> faults) {
        faults.forEach(fault -> terminal.err().print(FaultPrinter.render(fault) + "\n"));
        terminal.err().flush();
    }
}
