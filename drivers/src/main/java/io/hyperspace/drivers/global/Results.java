package io.hyperspace.drivers.global;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.codec.WaveFrames;
import io.hyperspace.driver.Reply;
import io.hyperspace.drivers.content.Bodies;
import io.hyperspace.drivers.content.PlainJson;
import io.hyperspace.drivers.content.RippleJson;
import io.hyperspace.provision.Registry;
import io.hyperspace.ripple.EchoList;
import io.hyperspace.ripple.Outcome;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.particle.Property;
import io.hyperspace.space.particle.Stub;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Headers;
import io.hyperspace.space.wave.Pong;
import io.hyperspace.space.wave.WaveId;
import io.hyperspace.watch.Reached;
import java.time.Instant;
import java.util.List;

/** What commands answer: a status and one JSON value. */
final class Results {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Results() {}

    static Reply of(int status, JsonNode result) {
        return new Reply(status, Headers.NONE, new Substance.Json(result.toString()));
    }

    static Reply stub(int status, Stub stub) {
        return of(status, PlainJson.stub(stub));
    }

    /** A stub as an object that more is put into. */
    static ObjectNode tree(Stub stub) {
        return PlainJson.stub(stub).deepCopy();
    }

    static Reply stubs(List<Stub> stubs) {
        ArrayNode array = NODES.arrayNode(stubs.size());
        stubs.forEach(stub -> array.add(PlainJson.stub(stub)));
        return of(200, array);
    }

    /** The properties asked for as they may be shown, null for one that is not there. */
    static Reply properties(ParticleRecord record, List<String> keys) {
        ObjectNode json = NODES.objectNode();
        for (String key : keys) {
            Property property = record.properties().get(key);
            json.put(key, property == null ? null : property.shown());
        }
        return of(200, json);
    }

    static Reply grant(Grant grant) {
        return of(200, json(grant));
    }

    static Reply grants(List<Grant> grants) {
        ArrayNode array = NODES.arrayNode(grants.size());
        grants.forEach(grant -> array.add(json(grant)));
        return of(200, array);
    }

    static Reply access(Access access) {
        ObjectNode json = NODES.objectNode();
        json.put("access", access.level().toString());
        json.put("permissions", access.permissions().toString());
        ArrayNode privileges = json.putArray("privileges");
        access.privileges().stream().sorted().forEach(privileges::add);
        return of(200, json);
    }

    private static ObjectNode json(Grant grant) {
        ObjectNode json = NODES.objectNode();
        json.put("id", grant.id().toString());
        json.put("rule", grant.rule().toString());
        json.put("on", grant.on().toString());
        json.put("to", grant.to().toString());
        json.put("by", grant.by().toString());
        return json;
    }

    /** {@code {"deleted":[point],"count"}}; the list has a limit, the count has not. */
    static Reply deleted(Registry.Deleted deleted) {
        ObjectNode json = NODES.objectNode();
        ArrayNode points = json.putArray("deleted");
        deleted.points().forEach(point -> points.add(point.toString()));
        json.put("count", deleted.count());
        return of(200, json);
    }

    /** {@code {"owner","points":[point]}}. */
    static Reply given(List<Point> points, Point owner) {
        ObjectNode json = NODES.objectNode();
        json.put("owner", owner.toString());
        ArrayNode given = json.putArray("points");
        points.forEach(point -> given.add(point.toString()));
        return of(200, json);
    }

    /** {@code {"point","star"}}. */
    static Reply placed(Point point, StarKey star) {
        return of(200, NODES.objectNode().put("point", point.toString()).put("star", star.toString()));
    }

    /** {@code {"machine","moved":[star]}}. */
    static Reply drained(String machine, List<StarKey> stars) {
        ObjectNode json = NODES.objectNode().put("machine", machine);
        ArrayNode moved = json.putArray("moved");
        stars.stream().sorted().forEach(star -> moved.add(star.toString()));
        return of(200, json);
    }

    /** {@code {"events":[{"time","incarnation","revision","event","details":{name:text}}],"omitted"}}. */
    static Reply history(Past.Told told) {
        ObjectNode json = NODES.objectNode();
        ArrayNode events = json.putArray("events");
        for (Registry.Happening happening : told.happenings()) {
            ObjectNode event = events.addObject();
            event.put("time", Instant.ofEpochMilli(happening.time()).toString());
            event.put("incarnation", happening.incarnation().toString());
            event.put("revision", happening.revision());
            event.put("event", happening.event());
            ObjectNode details = event.putObject("details");
            happening.details().forEach(details::put);
        }
        json.put("omitted", told.omitted());
        return of(200, json);
    }

    static Reply sent(WaveId id) {
        return of(200, NODES.objectNode().put("id", id.toString()));
    }

    /** {@code {"status","headers","body"}} of a pong, with the pong's status; a fault stays a fault. */
    static Reply pong(Pong pong, long limit) {
        if (pong.body() instanceof Substance.Err) {
            return new Reply(pong.status(), Headers.NONE, pong.body());
        }
        if (size(pong.body()) > limit) {
            return tooLarge(pong, limit);
        }
        JsonNode frame = WaveFrames.toJson(pong);
        ObjectNode json = NODES.objectNode();
        for (String field : List.of("status", "headers", "body")) {
            json.set(field, frame.get(field));
        }
        return of(pong.status(), json);
    }

    /** {@code {"ripple","watchers","silent"}}: whom a ripple to watchers reached, and Machines that did not say. */
    static Reply told(WaveId id, Reached reached) {
        ObjectNode json = NODES.objectNode();
        json.put("ripple", id.toString());
        json.put("watchers", reached.watchers());
        json.put("silent", reached.silent());
        return of(200, json);
    }

    /** What became of a ripple; see {@link RippleJson}. */
    static Reply ripple(Outcome outcome, EchoList echoes) {
        return outcome.fault() != null
                ? Reply.of(outcome.fault())
                : of(RippleJson.status(outcome, echoes, Integer.MAX_VALUE), RippleJson.of(outcome, echoes));
    }

    /** A particle's state as natural JSON; bytes that say they are text are told as text. */
    static Reply state(Pong pong, long limit) {
        if (pong.body() instanceof Substance.Err) {
            return new Reply(pong.status(), Headers.NONE, pong.body());
        }
        if (size(pong.body()) > limit) {
            return tooLarge(pong, limit);
        }
        return of(pong.status(), PlainJson.of(readable(pong)));
    }

    private static Substance readable(Pong pong) {
        String type = pong.headers().first("content-type");
        if (type == null || !(pong.body() instanceof Substance.Bin bin)) {
            return pong.body();
        }
        try {
            return Bodies.of(type, bin.value());
        } catch (HyperspaceException e) {
            return bin;
        }
    }

    private static Reply tooLarge(Pong pong, long limit) {
        return Reply.of(Fault.of(
                422,
                "E0712",
                "what '" + pong.from() + "' answers is larger than " + limit + " bytes",
                "content is better fetched over HTTP"));
    }

    private static long size(Substance body) {
        if (body instanceof Substance.Bin bin) {
            return bin.value().length;
        } else if (body instanceof Substance.Text text) {
            return text.value().length();
        } else if (body instanceof Substance.Json json) {
            return json.value().length();
        } else if (body instanceof Substance.ListOf list) {
            return list.value().stream().mapToLong(Results::size).sum();
        } else if (body instanceof Substance.MapOf map) {
            return map.value().values().stream().mapToLong(Results::size).sum();
        }
        return 1;
    }
}
