package io.hyperspace.topology;

import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.point.StarKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lanes as they are declared: {@code END - END}, where an end is a kind of star for all of its stars, also written
 * {@code kind[*]}, or {@code kind[n]} for one. Every star of one end has a lane to every star of the other.
 *
 * @param text what was declared, the same for the same lanes
 * @param first the stars of one end
 * @param second the stars of the other
 */
record LaneEnds(String text, List<StarKey> first, List<StarKey> second) {

    private static final Pattern END = Pattern.compile("([a-z]+)(?:\\[(\\*|[0-9]{1,5})])?");

    LaneEnds {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    /** @throws io.hyperspace.space.error.HyperspaceException 400 when it is no lane, or names a star that is not there */
    static LaneEnds parse(String lane, Map<StarKind, Integer> counts) {
        String[] ends = lane.strip().split("\\s+-\\s+", -1);
        if (ends.length != 2) {
            throw GraphFaults.badLane(lane, "a lane has two ends with ' - ' between them")
                    .toException();
        }
        List<StarKey> first = stars(ends[0], lane, counts);
        List<StarKey> second = stars(ends[1], lane, counts);
        if (first.size() == 1 && first.equals(second)) {
            throw GraphFaults.badLane(lane, "it leads to where it begins").toException();
        }
        List<String> sorted =
                Stream.of(ends).map(end -> end.replace("[*]", "")).sorted().toList();
        return new LaneEnds(String.join(" - ", sorted), first, second);
    }

    private static List<StarKey> stars(String end, String lane, Map<StarKind, Integer> counts) {
        Matcher matcher = END.matcher(end);
        if (!matcher.matches()) {
            throw GraphFaults.badLane(lane, "'" + end + "' is no end of a lane").toException();
        }
        StarKind kind = Arrays.stream(StarKind.values())
                .filter(any -> any.starName().equals(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> GraphFaults.badLane(lane, "there is no kind of star '" + matcher.group(1) + "'")
                        .toException());
        boolean isOfAll = matcher.group(2) == null || matcher.group(2).equals("*");
        if (kind == StarKind.MACHINE && !isOfAll) {
            throw GraphFaults.badLane(lane, "all Machines are alike, 'machine' has no number")
                    .toException();
        }
        int count = kind == StarKind.MACHINE ? 1 : counts.getOrDefault(kind, 0);
        if (isOfAll) {
            return IntStream.range(0, count).mapToObj(i -> StarKey.of(kind, i)).toList();
        }
        int index = Integer.parseInt(matcher.group(2));
        if (index >= count) {
            throw GraphFaults.badLane(lane, "there is no star '" + end + "'").toException();
        }
        return List.of(StarKey.of(kind, index));
    }

    @Override
    public String toString() {
        return text;
    }
}
