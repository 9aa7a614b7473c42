package io.hyperspace.registry.security;

import io.hyperspace.registry.security.AccessWorld.Place;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permission;
import io.hyperspace.space.security.Permissions;
import io.hyperspace.space.selector.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Makes a small world from a seed. A few agents give and take around one point, so that grants meet; chains and rings,
 * which chance alone seldom makes, are put in on purpose, and all else is chance.
 */
final class RandomWorld {

    private static final int MAX_GRANTS = 25;
    private static final List<String> SPACES = List.of("shop", "fair", "bank");
    private static final List<String> BELOW = List.of(
            "<Space>",
            ":users<UserBase<Internal>>",
            ":users:ann<User>",
            ":users:bob<User>",
            ":app<App>",
            ":app:till<Base>",
            ":app:users<UserBase<Internal>>",
            ":app:users:carl<User>",
            ":app:worker<Mechtron>");
    private static final List<String> ALWAYS =
            List.of("hyperspace<Space>", "hyperspace:users:hyperuser<User>", "GLOBAL::executor<Global>");
    private static final List<String> KINDS = List.of(
            "<User>",
            "<UserBase>",
            "<UserBase<*>>",
            "<UserBase<Internal>>",
            "<UserBase<OAuth>>",
            "<*<Internal>>",
            "<Base>",
            "<App>",
            "<*>",
            "<*<*>>");
    private static final List<String> PRIVILEGES = List.of("audit", "orders.refund");

    private final SplittableRandom random;
    private final List<Place> places = new ArrayList<>();
    private final List<Point> cast = new ArrayList<>();
    private final List<Grant> grants = new ArrayList<>();
    private final Point focus;

    private RandomWorld(long seed) {
        random = new SplittableRandom(seed);
        List<String> texts = texts();
        List<Point> points = texts.stream().map(RandomWorld::point).toList();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            cast.add(chance(75) ? pick(users(points)) : pick(points));
        }
        for (String text : texts) {
            places.add(place(text));
        }
        places.add(new Place(Point.ROOT, Kind.ROOT, Agent.HYPERUSER));
        focus = pick(places).point();
    }

    static AccessWorld of(long seed) {
        RandomWorld world = new RandomWorld(seed);
        world.grantAll();
        return new AccessWorld(seed, world.places, world.agents(), world.grants);
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>(ALWAYS);
        int spaces = 2 + random.nextInt(2);
        for (String space : SPACES.subList(0, spaces)) {
            for (String below : BELOW) {
                if (space.equals("shop") || chance(30)) {
                    texts.add(space + below);
                }
            }
        }
        return texts;
    }

    private static Point point(String text) {
        return Point.parse(text.substring(0, text.indexOf('<')));
    }

    private static List<Point> users(List<Point> points) {
        return points.stream().filter(point -> point.segments().size() > 2).toList();
    }

    private Place place(String text) {
        if (chance(8)) {
            return new Place(point(text), null, null);
        }
        Kind kind = Kind.parse(text.substring(text.indexOf('<') + 1, text.length() - 1));
        return new Place(point(text), kind, chance(40) ? Agent.HYPERUSER : chance(5) ? Agent.ANONYMOUS : actor());
    }

    private List<Agent> agents() {
        List<Agent> agents = new ArrayList<>(List.of(Agent.HYPERUSER, Agent.ANONYMOUS));
        cast.stream().distinct().map(Agent::of).forEach(agents::add);
        agents.add(Agent.of(pick(places).point()));
        return agents;
    }

    private void grantAll() {
        List<Runnable> figures = List.of(this::chain, this::superRing, this::maskRing, this::maskRing, () -> {});
        pick(figures).run();
        pick(figures).run();
        int count = random.nextInt(MAX_GRANTS + 1);
        while (grants.size() < count) {
            grants.add(grant(rule(), on(), to(), author()));
        }
        Collections.shuffle(grants, new Random(random.nextLong()));
    }

    /** One gives all to the next, from one who has it, or from nobody in particular. */
    private void chain() {
        Agent by = chance(80) ? Agent.HYPERUSER : author();
        for (Point next : some()) {
            grants.add(grant(new Grant.OrMask(Permissions.ALL), aboutFocus(), selecting(next), by));
            by = Agent.of(next);
        }
    }

    /** Each gives super to the next, the last to the first; now and then one has it from elsewhere. */
    private void superRing() {
        List<Point> ring = some();
        for (int i = 0; i < ring.size(); i++) {
            Point next = ring.get((i + 1) % ring.size());
            grants.add(grant(new Grant.Super(), aboutFocus(), selecting(next), Agent.of(ring.get(i))));
        }
        if (chance(40)) {
            grants.add(grant(new Grant.Super(), aboutFocus(), selecting(pick(ring)), Agent.HYPERUSER));
        }
    }

    /** Each has all from the hyperuser, and takes from the next, the last from the first. */
    private void maskRing() {
        List<Point> ring = some();
        for (int i = 0; i < ring.size(); i++) {
            Point next = ring.get((i + 1) % ring.size());
            if (chance(90)) {
                grants.add(
                        grant(new Grant.OrMask(Permissions.ALL), member(focus), member(ring.get(i)), Agent.HYPERUSER));
            }
            grants.add(grant(new Grant.AndMask(fewer()), member(focus), member(next), Agent.of(ring.get(i))));
        }
    }

    /** Up to four of the cast, each once. */
    private List<Point> some() {
        List<Point> some = new ArrayList<>(cast.stream().distinct().toList());
        Collections.shuffle(some, new Random(random.nextLong()));
        return some.subList(0, Math.min(some.size(), 2 + random.nextInt(3)));
    }

    /** A selector for a ring, mostly of one point: a wider one would often take from its own author, which is a ring of one. */
    private Selector member(Point point) {
        return chance(85) ? Language.selector(point.toString()) : selecting(point);
    }

    private Grant grant(Grant.Rule rule, Selector on, Selector to, Agent by) {
        return new Grant(new Ulid(0, grants.size()), rule, on, to, by);
    }

    private Grant.Rule rule() {
        int choice = random.nextInt(100);
        if (choice < 20) {
            return new Grant.Super();
        }
        if (choice < 35) {
            return new Grant.Privilege(pick(PRIVILEGES));
        }
        if (choice < 75) {
            return new Grant.OrMask(chance(60) ? Permissions.ALL : any());
        }
        return new Grant.AndMask(chance(20) ? any() : fewer());
    }

    private Permissions any() {
        return new Permissions(random.nextInt(Permissions.ALL.bits() + 1));
    }

    /** All but one or two. */
    private Permissions fewer() {
        int bits = Permissions.ALL.bits();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            bits &= ~Permissions.of(pick(List.of(Permission.values()))).bits();
        }
        return new Permissions(bits);
    }

    private Agent author() {
        return chance(40) ? Agent.HYPERUSER : chance(5) ? Agent.ANONYMOUS : actor();
    }

    private Agent actor() {
        return Agent.of(pick(cast));
    }

    private Selector on() {
        return chance(75) ? aboutFocus() : selecting(pick(places).point());
    }

    private Selector aboutFocus() {
        return selecting(focus);
    }

    private Selector to() {
        return chance(12)
                ? Language.selector("*")
                : selecting(chance(85) ? pick(cast) : pick(places).point());
    }

    /** A selector that often, not always, picks the point. */
    private Selector selecting(Point point) {
        if (point.isRoot()) {
            return Language.selector(pick(List.of("ROOT", "+:**", "+:*", "+:**<User>", "**")));
        }
        String last = point.last().text();
        Point parent = point.prefix(point.segments().size() - 1);
        String below = parent.segments().isEmpty() ? "" : parent + ":";
        String above = point.prefix(1).toString();
        String text = pick(List.of(
                point.toString(),
                point.toString(),
                point.toString(),
                point + pick(KINDS),
                point + "+:**",
                point + "+:*",
                below + "*",
                below + "*" + pick(KINDS),
                below + "**",
                above + "+:**",
                above + ":**" + pick(KINDS),
                above + ":**:" + last,
                above + ":*:" + last,
                above + "+:**+:" + last,
                "**",
                "**" + pick(KINDS),
                "**:" + last,
                "*+:**",
                "*:**:" + last,
                "*" + pick(KINDS) + "+:**",
                "**:" + last + "+:*"));
        return Language.selector((chance(6) && !text.contains("::") ? "+:" : "") + text);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
