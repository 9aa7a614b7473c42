package io.hyperspace.space.generated;

import java.util.ArrayList;
import java.util.List;

/** Mechtron and app documents. */
public final class DocumentTexts {

    private final Choices choices;
    private final Spelling spelling;
    private final Names names;
    private final PointTexts points;
    private final ValueTexts values;
    private final CommandTexts commands;

    public DocumentTexts(Choices choices, Spelling spelling) {
        this.choices = choices;
        this.spelling = spelling;
        this.names = new Names(choices);
        this.points = new PointTexts(choices, spelling);
        this.values = new ValueTexts(choices, spelling);
        this.commands = new CommandTexts(choices, spelling);
    }

    /** A mechtron; plain, it has every setting. */
    public String mechtron() {
        List<String> scopes = new ArrayList<>();
        scopes.add(scope("Wasm", List.of("+bin=" + bin(), "+name=" + values.filled())));
        String mode = choices.one("+mode=actor", "+mode=stateless", "+durable=true");
        boolean stateless = mode.endsWith("stateless");
        scopes.add(scope(
                "Limits",
                List.of(
                        "+memory=" + memory(),
                        "+time=" + time(),
                        "+concurrency=" + (stateless ? choices.one("1", "16", "999") : "1"))));
        scopes.add(scope("State", List.of(mode)));
        List<String> env = new ArrayList<>();
        for (int i = choices.below(3); i > 0; i--) {
            env.add("+KEY_" + (9 - i) + "=" + values.value());
        }
        if (!env.isEmpty()) {
            scopes.add(scope("Env", env));
        }
        return document("Mechtron", scopes);
    }

    private String bin() {
        String point = points.body() + ":/wasm/" + names.file();
        return points.spelled(
                point.contains(":/wasm/") ? point.substring(0, point.indexOf(":/")) + ":/app.wasm" : point);
    }

    private String memory() {
        return switch (choices.below(3)) {
            case 0 -> spelling.one("32MiB", "32768KiB");
            case 1 -> spelling.one("64KiB", "65536B");
            default -> spelling.one("4GiB", "4096MiB");
        };
    }

    private String time() {
        return switch (choices.below(3)) {
            case 0 -> "500ms";
            case 1 -> spelling.one("1h", "60m", "3600s");
            default -> spelling.one("90s", "90000ms");
        };
    }

    /** An app, resolved against {@link PointTexts#HERE}. */
    public String app() {
        List<String> scopes = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        for (int i = choices.below(3); i > 0; i--) {
            sets.add(choices.one("+", "+@") + names.key() + "-" + i + "=" + values.value());
        }
        List<String> creates = new ArrayList<>();
        for (int i = choices.below(4); i > 0; i--) {
            creates.add(commands.install());
        }
        if (!sets.isEmpty()) {
            scopes.add(scope("Set", sets));
        }
        if (!creates.isEmpty()) {
            scopes.add(scope("Install", creates));
        }
        return document("App", scopes);
    }

    private String document(String name, List<String> scopes) {
        StringBuilder out =
                new StringBuilder(spelling.gap("") + name + spelling.one("(version=1.0.0)", " (version = 1.0.0)"));
        out.append(" {");
        for (String scope : scopes) {
            out.append(spelling.gap("\n")).append("   ").append(scope);
        }
        return out.append(scopes.isEmpty() ? " " : spelling.gap("\n"))
                .append("}")
                .append(spelling.gap(""))
                .toString();
    }

    private String scope(String name, List<String> items) {
        StringBuilder out = new StringBuilder(name + " {");
        for (String item : items) {
            out.append(spelling.gap("\n")).append("      ").append(item).append(";");
        }
        return out.append(spelling.gap("\n")).append("   }").toString();
    }
}
