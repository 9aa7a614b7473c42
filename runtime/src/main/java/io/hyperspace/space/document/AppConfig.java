package io.hyperspace.space.document;

import io.hyperspace.space.command.Command.Create;
import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.particle.PropertyChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the install of an app sets and creates. It prints as the document that parses back to it.
 *
 * @param properties what is set on the app, each key once
 * @param creates what is created, in order; none replaces what is there
 */
public record AppConfig(List<PropertyChange.Set> properties, List<Create> creates) {

    public AppConfig {
        properties = List.copyOf(properties);
        creates = List.copyOf(creates);
        Set<String> keys = new HashSet<>();
        for (PropertyChange.Set property : properties) {
            if (!keys.add(property.key())) {
                throw new IllegalArgumentException("property '" + property.key() + "' is there twice");
            }
        }
        if (creates.stream().anyMatch(create -> create.strategy() == Strategy.OVERRIDE)) {
            throw new IllegalArgumentException("an install replaces nothing");
        }
    }

    @Override
    public String toString() {
        DocumentPrinter out = new DocumentPrinter("App");
        out.scope("Set", properties.stream().map(PropertyChange.Set::toString).toList());
        out.scope("Install", creates.stream().map(Create::toString).toList());
        return out.toString();
    }
}
