package io.hyperspace.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run measured, each figure with the bound that it must keep, if it has one. */
public final class Figures {

    private record Figure(String name, double value, String unit, String bound, boolean kept) {}

    private final List<Figure> figures = new ArrayList<>();

    public void told(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit, "", true));
    }

    public void atMost(double bound, String name, double value, String unit) {
        figures.add(new Figure(name, value, unit, "at most " + shown(bound), value <= bound));
    }

    public void atLeast(double bound, String name, double value, String unit) {
        figures.add(new Figure(name, value, unit, "at least " + shown(bound), value >= bound));
    }

    public List<String> beyondBound() {
        return figures.stream()
                .filter(figure -> !figure.kept())
                .map(figure ->
                        figure.name() + ": " + shown(figure.value()) + " " + figure.unit() + ", " + figure.bound())
                .toList();
    }

    /** One figure a line. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Figure figure : figures) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-66s %14s %-8s %s%s%n",
                    figure.name(),
                    shown(figure.value()),
                    figure.unit(),
                    figure.bound(),
                    figure.kept() ? "" : "  BEYOND"));
        }
        return out.toString();
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value < 100 && value != Math.rint(value) ? "%,.2f" : "%,.0f", value);
    }
}
