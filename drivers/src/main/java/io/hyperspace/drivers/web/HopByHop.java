package io.hyperspace.drivers.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Headers that concern one connection and go no further. Source: RFC 9110, 7.6.1. */
final class HopByHop {

    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HopByHop() {}

    /**
     * The names that go no further, in lower case.
     *
     * @param connection the values of {@code connection}, which may name more
     */
    static Set<String> names(List<String> connection) {
        return Stream.concat(
                        ALWAYS.stream(),
                        connection.stream()
                                .flatMap(value -> Stream.of(value.split(",")))
                                .map(name -> name.strip().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
