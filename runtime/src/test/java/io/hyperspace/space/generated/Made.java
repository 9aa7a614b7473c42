package io.hyperspace.space.generated;

import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A value together with the choices that it was made from, which jqwik makes smaller when the value shows a fault. */
final class Made<T> implements Shrinkable<T> {

    private final Function<Choices, T> maker;
    private final int[] choices;
    private final T value;

    private Made(Function<Choices, T> maker, Choices from) {
        this.maker = maker;
        this.value = maker.apply(from);
        this.choices = from.taken();
    }

    /** All that a maker can make. */
    static <T> Arbitrary<T> by(Function<Choices, T> maker) {
        return Arbitraries.fromGenerator((Random random) -> new Made<>(maker, Choices.random(random)));
    }

    @Override
    public T value() {
        return value;
    }

    @Override
    public Stream<Shrinkable<T>> shrink() {
        return Stream.concat(shorter(), smaller()).map(simpler -> new Made<>(maker, Choices.again(simpler)));
    }

    private Stream<int[]> shorter() {
        return Stream.iterate(choices.length, size -> size > 0, size -> size / 2)
                .flatMap(size -> IntStream.iterate(0, at -> at + size <= choices.length, at -> at + size)
                        .mapToObj(at -> without(at, size)));
    }

    private int[] without(int at, int size) {
        int[] rest = new int[choices.length - size];
        System.arraycopy(choices, 0, rest, 0, at);
        System.arraycopy(choices, at + size, rest, at, rest.length - at);
        return rest;
    }

    private Stream<int[]> smaller() {
        return IntStream.range(0, choices.length)
                .filter(at -> choices[at] > 0)
                .boxed()
                .flatMap(at -> Stream.of(0, choices[at] / 2, choices[at] - 1)
                        .distinct()
                        .map(choice -> with(at, choice)));
    }

    private int[] with(int at, int choice) {
        int[] others = choices.clone();
        others[at] = choice;
        return others;
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.of(
                choices.length, IntStream.of(choices).asLongStream().sum());
    }
}
