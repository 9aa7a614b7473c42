package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.particle.PropertyChange;
import io.hyperspace.space.text.Keys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of properties: a list of {@code {"key","value","locked":true}}; one without a value unsets. */
final class PropertyForm {

    private PropertyForm() {}

    static Fields write(Fields fields, List<PropertyChange> changes) {
        return fields.list("properties", changes, (out, change) -> {
            Fields one = new Fields().text("key", change.key());
            if (change instanceof PropertyChange.Set set) {
                one.text("value", set.value()).ifTrue("locked", set.lock());
            }
            one.write(out);
        });
    }

    static List<PropertyChange> read(FieldReader in) {
        List<PropertyChange> changes = new ArrayList<>();
        for (JsonNode node : in.list("properties")) {
            FieldReader one = new FieldReader(node, "a property");
            String key = one.parsed("key", Keys::checked);
            String value = one.optionalText("value");
            changes.add(value == null ? new PropertyChange.Unset(key) : set(one, key, value));
        }
        return changes;
    }

    private static PropertyChange set(FieldReader one, String key, String value) {
        @Nullable JsonNode locked = one.optional("locked");
        return new PropertyChange.Set(key, value, locked != null && locked.booleanValue());
    }

    static List<PropertyChange> readSome(FieldReader in) {
        List<PropertyChange> changes = read(in);
        if (changes.isEmpty()) {
            throw FieldReader.refused("field 'properties' of a command holds at least one property");
        }
        return changes;
    }

    static List<String> keys(FieldReader in) {
        List<String> keys = new ArrayList<>();
        for (JsonNode node : in.list("keys")) {
            if (!node.isTextual()) {
                throw FieldReader.refused("a key is a text, not " + FieldReader.sort(node));
            }
            keys.add(Keys.checked(node.textValue()));
        }
        return keys;
    }
}
