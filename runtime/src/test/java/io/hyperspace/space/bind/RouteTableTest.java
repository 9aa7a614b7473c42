package io.hyperspace.space.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.wave.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RouteTableTest {

    private static final Method HELLO = Method.ext("Hello");
    private static final List<MethodPattern> ALL_THAT_TAKE_IT = List.of(
            MethodPattern.of(HELLO),
            new MethodPattern(Method.Family.EXT, null),
            new MethodPattern(null, "Hello"),
            MethodPattern.ANY);

    private static BindRoute route(MethodPattern method) {
        return new BindRoute(method, List.of(), new WholePath(List.of(), true), Pipeline.CORE);
    }

    @Test
    void whateverARouteAsksOfTheMethodTheFirstThatTakesItWins() {
        List<MethodPattern> order = new ArrayList<>(ALL_THAT_TAKE_IT);
        for (int i = 0; i < order.size(); i++) {
            Collections.rotate(order, 1);
            RouteTable table =
                    new RouteTable(order.stream().map(RouteTableTest::route).toList());

            Optional<RouteMatch> match = table.match(HELLO, "/any");

            assertThat(match).map(found -> found.route().method()).hasValue(order.get(0));
        }
    }

    @Test
    void whatNoRouteAsksForIsNotFound() {
        RouteTable table = new RouteTable(List.of(
                route(MethodPattern.of(Method.http("Get"))),
                route(new MethodPattern(Method.Family.CMD, null)),
                route(new MethodPattern(null, "Other"))));

        assertThat(table.match(HELLO, "/any")).isEmpty();
    }
}
