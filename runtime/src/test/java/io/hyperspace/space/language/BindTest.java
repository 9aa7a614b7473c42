package io.hyperspace.space.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.bind.BindRoute;
import io.hyperspace.space.bind.Entry;
import io.hyperspace.space.bind.Filter;
import io.hyperspace.space.bind.Head;
import io.hyperspace.space.bind.MethodPattern;
import io.hyperspace.space.bind.Pipeline;
import io.hyperspace.space.bind.RouteMatch;
import io.hyperspace.space.bind.RoutePath;
import io.hyperspace.space.bind.Stop;
import io.hyperspace.space.wave.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What binds take, and where it goes. */
class BindTest {

    private static final String PAGE = """
            Bind(version=1.0.0) {
               Route -> {
                  Ext<Hello>                      -> (()) => &;
                  Http<Get>/users/(?<user>[^/]+)  -> localhost:users:${user}^Ext<Profile> => &;
                  Http<Get>/(.*)                  -> .:repo:site:1.0.0:/html/$1 => &;
               }
               Route<Http> -> {
                  <Post>/orders                   -> (()) => &;   # orders
               }
            }
            """;

    private static Bind routes(String routes) {
        return Language.bind("test", "Bind(version=1.0.0) { Route -> { " + routes + " } }");
    }

    private static RouteMatch match(Bind bind, Method method, String path) {
        return bind.match(method, path).orElseThrow();
    }

    private static List<Stop> stops(Bind bind, Method method, String path) {
        return match(bind, method, path).route().pipeline().stops();
    }

    @Test
    void theFirstRouteThatFitsWins() {
        Bind bind = Language.bind("app.bind", PAGE);

        assertThat(match(bind, Method.http("Get"), "/users/scott").captures())
                .isEqualTo(Map.of("1", "scott", "user", "scott"));
        assertThat(stops(bind, Method.http("Get"), "/users/scott"))
                .containsExactly(
                        new Stop.To("localhost:users:${user}", Method.ext("Profile"), null), new Stop.Reflect());
        assertThat(stops(bind, Method.http("Get"), "/users/scott/x"))
                .containsExactly(new Stop.To(".:repo:site:1.0.0:/html/$1", null, null), new Stop.Reflect());
        assertThat(stops(bind, Method.http("Post"), "/orders")).containsExactly(new Stop.Core(), new Stop.Reflect());
    }

    @Test
    void aRouteWithoutAPathTakesAny() {
        Bind bind = Language.bind("app.bind", PAGE);

        assertThat(bind.match(Method.ext("Hello"), "/any/thing\n at all")).isPresent();
    }

    @Test
    void whatNoRouteTakesIsNotMatched() {
        Bind bind = Language.bind("app.bind", PAGE);

        assertThat(bind.match(Method.http("Post"), "/orders/1")).isEmpty();
        assertThat(bind.match(Method.http("Delete"), "/orders")).isEmpty();
        assertThat(bind.match(Method.ext("Orders"), "/orders")).isEmpty();
    }

    @Test
    void pathsAreAnchoredAtBothEnds() {
        Bind bind = routes("Http<Get>/a|/b -> (()) => &;");

        assertThat(bind.match(Method.HTTP_GET, "/a")).isPresent();
        assertThat(bind.match(Method.HTTP_GET, "/b")).isPresent();
        assertThat(bind.match(Method.HTTP_GET, "/ab")).isEmpty();
        assertThat(bind.match(Method.HTTP_GET, "/a/b")).isEmpty();
    }

    @Test
    void bothWaysToNameAGroupAreTaken() {
        Bind bind = routes("Http<Get>/(?P<a>x+)/(?<b>y+) -> localhost:${a}-${b}:/$1/$2 => &;");

        assertThat(match(bind, Method.HTTP_GET, "/xx/y").captures())
                .isEqualTo(Map.of("a", "xx", "b", "y", "1", "xx", "2", "y"));
    }

    @Test
    void nestedScopesAddMethodsAndPaths() {
        Bind bind = Language.bind("test", """
                Bind(version=1.0.0) {
                  Route<Http>/api/(v[0-9]) -> {
                    Route<Http<Get>>/users|/people -> {
                      */(?<id>[0-9]+) -> (()) => &;
                      * -> &;
                    }
                    <Post> -> localhost:in => &;
                  }
                }
                """);

        assertThat(bind.routes())
                .extracting(BindRoute::method)
                .extracting(Object::toString)
                .hasSize(3);
        assertThat(match(bind, Method.HTTP_GET, "/api/v1/people/7").captures())
                .isEqualTo(Map.of("1", "v1", "2", "7", "id", "7"));
        assertThat(stops(bind, Method.HTTP_GET, "/api/v1/users")).containsExactly(new Stop.Reflect());
        assertThat(stops(bind, Method.HTTP_GET, "/api/v1/users/x/y")).containsExactly(new Stop.Reflect());
        assertThat(stops(bind, Method.http("Post"), "/api/v2/more"))
                .startsWith(new Stop.To("localhost:in", null, null));
        assertThat(bind.match(Method.http("Post"), "/api/v2more")).isEmpty();
        assertThat(bind.match(Method.http("Put"), "/api/v2/more")).isEmpty();
    }

    @Test
    void starsStandForAnyMethodOrName() {
        Bind bind = routes("Ext<*>/a -> (()); * -> &;");

        assertThat(stops(bind, Method.ext("Whatever"), "/a")).containsExactly(new Stop.Core());
        assertThat(stops(bind, Method.cmd("Read"), "/a")).containsExactly(new Stop.Reflect());
    }

    @Test
    void aCallMayHaveAPathOfItsOwn() {
        Bind bind = routes("Http<Get>/(.*) -> localhost:a^Http<Post>/x/$1?y=${1} -> ((*)) => &;");

        assertThat(stops(bind, Method.HTTP_GET, "/z"))
                .containsExactly(
                        new Stop.To("localhost:a", Method.http("Post"), "/x/$1?y=${1}"),
                        new Stop.Core(),
                        new Stop.Reflect());
    }

    @Test
    void aLongPathIsMatchedInLinearTime() {
        Bind bind = routes("Http<Get>/(a+)+(a+)+b -> (()) => &;");

        assertThat(bind.match(Method.HTTP_GET, "/" + "a".repeat(20_000))).isEmpty();
    }

    @Test
    void ordinaryCountedPathsAreTaken() {
        Bind bind = routes("Http<Get>/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12} -> (()) => &;");

        assertThat(bind.match(Method.HTTP_GET, "/01234567-89ab-cdef-0123-456789abcdef"))
                .isPresent();
    }

    @Test
    void anEmptyBindTakesNothing() {
        assertThat(Language.bind("test", "Bind(version=1.0.0) { }").routes()).isEmpty();
    }

    @Test
    void theNameOfADocumentIsFoundWithoutReadingIt() {
        assertThat(Language.documentName("x", "# first\nMechtron(version=9) nonsense"))
                .isEqualTo("Mechtron");
        assertThat(Language.documentName("x", PAGE)).isEqualTo("Bind");
        assertThat(Language.documentName("x", "App(version=1.0.0) { }")).isEqualTo("App");
    }

    @Test
    void aBindPrintsAsTheDocumentThatReadsBackToIt() {
        Bind bind = Language.bind("test", """
                Bind(version=1.0.0){Route<*>(auth)-(privilege "a.b")/x ->{Http<*>/y -[Map{a<Text>,*,b<Int~.:c^Ext<D>/e>}]->
                ((*)) =[ Json ]=>&;<*>/(.*) ->localhost:a;Route<<Post>> -> { /z -> &; } (auth) -> (()) => &; } Route->{}}
                """);

        assertThat(bind).hasToString("""
                Bind(version=1.0.0) {
                   Route(auth)-(privilege 'a.b')/x -> {
                      Http/y -[ Map{ a<Text>, b<Int~.:c^Ext<D>/e>, * } ]-> (()) =[ Json ]=> &;
                      */(.*) -> localhost:a;
                      Route<<Post>> -> {
                         */z -> &;
                      }
                      *(auth) -> (()) => &;
                   }
                   Route -> { }
                }""");
        assertThat(Language.bind("again", bind.toString())).isEqualTo(bind).hasSameHashCodeAs(bind);
        assertThat(Language.bind("test", "Bind(version=1.0.0) {}")).hasToString("Bind(version=1.0.0) { }");
    }

    @Test
    void filtersOfScopesComeBeforeThoseInside() {
        Bind bind = Language.bind("test", """
                Bind(version=1.0.0) {
                  Route(auth) -> { Route(privilege 'a') -> { Ext<A>(privilege 'b') -> &; } Ext<B> -> &; }
                }
                """);

        assertThat(bind.routes().get(0).filters()).hasToString("[(auth), (privilege 'a'), (privilege 'b')]");
        assertThat(bind.routes().get(1).filters()).containsExactly(new Filter.Auth());
    }

    @Test
    void whatABindMayNotHoldIsRefusedInJavaToo() {
        Entry.Route route = new Entry.Route(Head.of(MethodPattern.of(Method.ext("A"))), Pipeline.CORE);
        Entry.Scope http = new Entry.Scope(Head.of(new MethodPattern(Method.Family.HTTP, null)), List.of(route));
        Entry.Scope many = new Entry.Scope(Head.ANY, java.util.Collections.nCopies(1001, route));

        assertThatThrownBy(() -> new Bind(List.of(http))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bind(List.of(many))).hasMessage("a bind has at most 1000 routes");
        assertThatThrownBy(() -> new RoutePath("/(a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RoutePath("/a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pipeline.of(new Stop.Reflect(), new Stop.Core()))
                .hasMessage("nothing follows '&'");
    }
}
