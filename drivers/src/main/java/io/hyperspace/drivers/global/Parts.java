package io.hyperspace.drivers.global;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperspace.driver.Reply;
import io.hyperspace.overview.DriverReport;
import io.hyperspace.overview.LaneReport;
import io.hyperspace.overview.MachineReport;
import io.hyperspace.overview.ParticleReport;
import io.hyperspace.overview.StarReport;
import io.hyperspace.overview.TraceReport;
import io.hyperspace.provision.MachineStatus;
import io.hyperspace.space.particle.Location;
import io.hyperspace.space.particle.ParticleRecord;
import io.hyperspace.space.point.StarKind;
import io.hyperspace.trace.TraceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the parts of the Hyperverse are told of as: a list with one object for each. */
final class Parts {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Parts() {}

    /** {@code [{"star","machine","state":"running" or "silent","held","active","living","delay"}]}; the delay in milliseconds. */
    static Reply stars(List<StarReport> reports) {
        ArrayNode array = NODES.arrayNode(reports.size());
        for (StarReport report : reports) {
            ObjectNode json = array.addObject();
            json.put("star", report.star().toString());
            json.put("machine", report.machine());
            json.put("state", report.isSilent() ? "silent" : "running");
            json.put("held", report.isSilent() ? null : report.held());
            json.put("active", report.isSilent() ? null : report.active());
            json.put("living", report.living());
            json.put("delay", report.isSilent() ? null : report.delay());
        }
        return Results.of(200, array);
    }

    /** {@code [{"machine","star","state":"open", "knocking" or "silent","epoch","through":[star],"unadmitted","waiting","window"}]}. */
    static Reply lanes(List<LaneReport> reports) {
        ArrayNode array = NODES.arrayNode(reports.size());
        for (LaneReport report : reports) {
            ObjectNode json = array.addObject();
            json.put("machine", report.machine());
            json.put("star", report.star() == null ? null : report.star().toString());
            json.put("state", word(report.state()));
            json.put("epoch", report.epoch());
            ArrayNode through = json.putArray("through");
            report.through().forEach(star -> through.add(star.toString()));
            json.put("unadmitted", report.unadmitted());
            json.put("waiting", report.waiting());
            json.put("window", report.window());
        }
        return Results.of(200, array);
    }

    /**
     * {@code [{"machine","address","state","lease","draining","takes":[kind of star],"stars"}]}; the lease in milliseconds,
     * null for a Machine that needs none.
     */
    static Reply machines(List<MachineReport> reports) {
        ArrayNode array = NODES.arrayNode(reports.size());
        for (MachineReport report : reports) {
            MachineStatus machine = report.machine();
            Duration lease = machine.lease();
            ObjectNode json = array.addObject();
            json.put("machine", machine.name());
            json.put("address", machine.address());
            json.put("state", word(machine.state()));
            json.put("lease", lease == null ? null : lease.toMillis());
            json.put("draining", machine.draining());
            ArrayNode takes = json.putArray("takes");
            machine.stars().stream().sorted().map(StarKind::starName).forEach(takes::add);
            json.put("stars", report.running());
        }
        return Results.of(200, array);
    }

    /** {@code [{"driver","home","affinity","kinds":[kind]}]}. */
    static Reply drivers(List<DriverReport> drivers) {
        ArrayNode array = NODES.arrayNode(drivers.size());
        for (DriverReport driver : drivers) {
            ObjectNode json = array.addObject();
            json.put("driver", driver.name());
            json.put("home", driver.home().starName());
            json.put("affinity", driver.affinity());
            ArrayNode kinds = json.putArray("kinds");
            driver.kinds().forEach(kind -> kinds.add(kind.toString()));
        }
        return Results.of(200, array);
    }

    /** {@code [{"kind","driver"}]}, in the order of the kinds. */
    static Reply kinds(List<DriverReport> drivers) {
        ArrayNode array = NODES.arrayNode();
        drivers.stream()
                .flatMap(driver -> driver.kinds().stream()
                        .map(kind ->
                                NODES.objectNode().put("kind", kind.toString()).put("driver", driver.name())))
                .sorted((one, other) ->
                        one.get("kind").asText().compareTo(other.get("kind").asText()))
                .forEach(array::add);
        return Results.of(200, array);
    }

    /** {@code {"point","kind","status","incarnation","revision","owner","star","epoch","machine","activity","memory"}}. */
    static Reply status(ParticleRecord record, ParticleReport report) {
        @Nullable Location location = record.location();
        ObjectNode json = Results.tree(record.stub());
        json.put("incarnation", record.incarnation().toString());
        json.put("revision", record.revision());
        json.put("owner", record.owner().toString());
        json.put("star", location == null ? null : location.star().toString());
        json.put("epoch", location == null ? 0 : location.epoch());
        json.put("machine", report.machine());
        json.put("activity", word(report.activity()));
        json.put("memory", report.memory());
        return Results.of(200, json);
    }

    /**
     * {@code {"trace","records":[record],"more","silent":[address]}}; a record is {@code
     * {"time","layer","span","parent","wave","machine","star","point","number","status","code","nanos","detail"}} without what
     * it does not say.
     */
    static Reply trace(TraceReport report) {
        ObjectNode json = NODES.objectNode().put("trace", report.trace().toString());
        ArrayNode records = json.putArray("records");
        report.records().forEach(record -> records.add(record(record)));
        json.put("more", report.more());
        ArrayNode silent = json.putArray("silent");
        report.silent().forEach(silent::add);
        return Results.of(200, json);
    }

    private static ObjectNode record(TraceRecord record) {
        ObjectNode json = NODES.objectNode();
        json.put("time", record.time().toString());
        json.put("layer", record.layer().toString());
        json.put("span", record.wave().span().toString());
        text(json, "parent", record.parent());
        json.put("wave", record.wave().id().toString());
        json.put("machine", record.place().machine());
        text(json, "star", record.place().star());
        text(json, "point", record.place().point());
        if (record.number() > 0) {
            json.put("number", record.number());
        }
        if (record.fate().status() > 0) {
            json.put("status", record.fate().status());
        }
        text(json, "code", record.fate().code());
        if (record.fate().nanos() >= 0) {
            json.put("nanos", record.fate().nanos());
        }
        text(json, "detail", record.fate().detail());
        return json;
    }

    private static void text(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
