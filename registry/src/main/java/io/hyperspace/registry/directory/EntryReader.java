package io.hyperspace.registry.directory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.particle.Incarnation;
import io.hyperspace.space.particle.Status;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries field by field, since a directory that comes back has thousands of them. The kinds, owners and stars of
 * neighbours are mostly the same, so what was read last is not parsed again. A field that it does not know is of a later
 * version and is left out.
 */
final class EntryReader extends StdDeserializer<Entry> {

    private static final long serialVersionUID = 1;

    private final transient Same<Kind> kinds = new Same<>(Kind::parse);
    private final transient Same<Agent> owners = new Same<>(Agent::parse);
    private final transient Same<StarKey> stars = new Same<>(StarKey::parse);

    EntryReader() {
        super(Entry.class);
    }

    @Override
    public Entry deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (!in.isExpectedStartObjectToken()) {
            return (Entry) Objects.requireNonNull(context.handleUnexpectedToken(Entry.class, in));
        }
        Fields fields = new Fields();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            read(fields, name, in, context);
        }
        return fields.entry();
    }

    private void read(Fields fields, String name, JsonParser in, DeserializationContext context) throws IOException {
        switch (name) {
            case "point" -> fields.point = Point.parse(in.getText());
            case "incarnation" -> fields.incarnation = Incarnation.parse(in.getText());
            case "kind" -> fields.kind = kinds.of(in.getText());
            case "owner" -> fields.owner = owners.of(in.getText());
            case "star" -> fields.star = in.currentToken() == JsonToken.VALUE_NULL ? null : stars.of(in.getText());
            case "ruled" -> fields.ruled = in.getBooleanValue();
            case "wide" -> fields.wide = in.getBooleanValue();
            case "status" -> fields.status = Status.of(in.getText());
            case "epoch" -> fields.epoch = in.getLongValue();
            case "revision" -> fields.revision = in.getLongValue();
            case "properties" -> properties(fields.properties, in, context);
            case "grants" -> grants(fields.grants, in, context);
            default -> in.skipChildren();
        }
    }

    private static void properties(Map<String, Entry.Value> properties, JsonParser in, DeserializationContext context)
            throws IOException {
        for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
            in.nextToken();
            properties.put(key, context.readValue(in, Entry.Value.class));
        }
    }

    private static void grants(List<GrantEntry> grants, JsonParser in, DeserializationContext context)
            throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            grants.add(context.readValue(in, GrantEntry.class));
        }
    }

    /** What was read so far. */
    private static final class Fields {
        private @Nullable Point point;
        private @Nullable Incarnation incarnation;
        private @Nullable Kind kind;
        private @Nullable Agent owner;
        private @Nullable StarKey star;
        private Status status = Status.READY;
        private boolean wide;
        private boolean ruled;
        private long epoch;
        private long revision;
        private final Map<String, Entry.Value> properties = new HashMap<>(4);
        private final List<GrantEntry> grants = new ArrayList<>(0);

        Entry entry() {
            return new Entry(
                    Objects.requireNonNull(point, "point"),
                    Objects.requireNonNull(incarnation, "incarnation"),
                    Objects.requireNonNull(kind, "kind"),
                    Objects.requireNonNull(owner, "owner"),
                    wide,
                    properties,
                    status,
                    star,
                    epoch,
                    revision,
                    grants,
                    ruled);
        }
    }

    /** Parses a text unless it is the one that was parsed last. Several threads may use it: what they share is immutable. */
    private static final class Same<T> {

        private record Parsed<T>(String text, T value) {}

        private final Function<String, T> parse;
        private volatile @Nullable Parsed<T> last;

        Same(Function<String, T> parse) {
            this.parse = parse;
        }

        T of(String text) {
            Parsed<T> before = last;
            if (before != null && before.text().equals(text)) {
                return before.value();
            }
            T value = parse.apply(text);
            last = new Parsed<>(text, value);
            return value;
        }
    }
}
