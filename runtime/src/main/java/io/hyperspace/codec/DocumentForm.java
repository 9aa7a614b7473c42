package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.command.Command.Create;
import io.hyperspace.space.document.AppConfig;
import io.hyperspace.space.document.MechtronConfig;
import io.hyperspace.space.document.MechtronConfig.Mode;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.point.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Mechtron and app documents: maps with {@code document} and {@code version}, see docs/forms.md. What is read is only
 * taken when it prints as a document that reads back to it.
 */
final class DocumentForm {

    private static final String VERSION = "1.0.0";
    private static final String MECHTRON = "Mechtron";
    private static final String APP = "App";

    private DocumentForm() {}

    /** The fields that every document starts with. */
    static Fields document(String name) {
        return new Fields().text("document", name).text("version", VERSION);
    }

    /** A reader of a document's map, once it says that it is that document. */
    static FieldReader reader(JsonNode node, String name) {
        FieldReader in = new FieldReader(node, "the document " + name);
        if (!in.text("document").equals(name) || !in.text("version").equals(VERSION)) {
            throw FieldReader.refused("expected the document " + name + " in version " + VERSION);
        }
        return in;
    }

    static void writeMechtron(FrameWriter out, MechtronConfig config) throws IOException {
        document(MECHTRON)
                .text("bin", config.bin())
                .text("name", config.name())
                .whole("memory", config.memory())
                .whole("time", config.time().toMillis())
                .whole("concurrency", config.concurrency())
                .text("mode", config.mode().name().toLowerCase(Locale.ROOT))
                .part("env", frame -> writeEnv(frame, config.env()))
                .write(out);
    }

    private static void writeEnv(FrameWriter out, Map<String, String> env) throws IOException {
        out.map(env.size());
        for (Map.Entry<String, String> entry : new TreeMap<>(env).entrySet()) {
            out.text(entry.getKey(), entry.getValue());
        }
        out.endMap();
    }

    static MechtronConfig readMechtron(JsonNode node) {
        FieldReader in = reader(node, MECHTRON);
        try {
            MechtronConfig config = new MechtronConfig(
                    in.parsed("bin", Point::parse),
                    in.text("name"),
                    in.whole("memory"),
                    Duration.ofMillis(in.whole("time")),
                    (int) Math.min(Integer.MAX_VALUE, Math.max(0, in.whole("concurrency"))),
                    mode(in.text("mode")),
                    env(in.required("env")));
            if (Language.mechtron(MECHTRON, config.toString(), Environment.ROOT).equals(config)) {
                return config;
            }
        } catch (IllegalArgumentException e) {
            throw FieldReader.refused("the document Mechtron: " + e.getMessage());
        }
        throw FieldReader.refused("the document Mechtron holds what no text could say");
    }

    private static Mode mode(String text) {
        for (Mode mode : Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        throw FieldReader.refused("field 'mode' of the document Mechtron is actor, stateless or durable");
    }

    private static Map<String, String> env(JsonNode node) {
        if (!node.isObject()) {
            throw FieldReader.refused("field 'env' of the document Mechtron is a map, not " + FieldReader.sort(node));
        }
        Map<String, String> env = new TreeMap<>();
        node.properties()
                .forEach(field ->
                        env.put(field.getKey(), FieldReader.text("a variable of the environment", field.getValue())));
        return env;
    }

    static void writeApp(FrameWriter out, AppConfig app) throws IOException {
        Fields fields = document(APP);
        PropertyForm.write(fields, List.copyOf(app.properties()));
        fields.list("install", app.creates(), CommandForm::write).write(out);
    }

    static AppConfig readApp(JsonNode node) {
        FieldReader in = reader(node, APP);
        List<PropertyChange.Set> properties = new ArrayList<>();
        for (PropertyChange change : PropertyForm.read(in)) {
            if (!(change instanceof PropertyChange.Set set)) {
                throw FieldReader.refused("field 'properties' of the document App only sets");
            }
            properties.add(set);
        }
        List<Create> creates = new ArrayList<>();
        for (JsonNode one : in.list("install")) {
            Command command = CommandForm.read(one, false);
            if (!(command instanceof Create create)) {
                throw FieldReader.refused("field 'install' of the document App only creates");
            }
            creates.add(create);
        }
        try {
            AppConfig app = new AppConfig(properties, creates);
            if (Language.app(APP, app.toString(), Environment.ROOT, KnownKinds.ANY)
                    .equals(app)) {
                return app;
            }
        } catch (IllegalArgumentException e) {
            throw FieldReader.refused("the document App: " + e.getMessage());
        }
        throw FieldReader.refused("the document App holds what no text could say");
    }
}
