package io.hyperspace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperspace.space.command.AsOf;
import io.hyperspace.space.command.Command;
import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.command.Command.Subject;
import io.hyperspace.space.command.CommandVisitor;
import io.hyperspace.space.command.PointTemplate;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.selector.Selector;
import io.hyperspace.space.trace.TraceId;
import io.hyperspace.space.wave.Method;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Commands: {@code {"command":"create","point":…,"kind":…,"properties":[…]}} and so on, see docs/forms.md. */
final class CommandForm {

    private static final String COMMAND = "command";

    private CommandForm() {}

    static void write(FrameWriter out, Command command) throws IOException {
        command.accept(new Writer()).write(out);
    }

    /** The fields of each sort of command. */
    private static final class Writer implements CommandVisitor<Fields> {

        private static Fields command(String name) {
            return new Fields().text(COMMAND, name);
        }

        @Override
        public Fields create(Command.Create create) {
            Fields fields = command(create.strategy().verb())
                    .text("point", create.template())
                    .text("kind", create.kind());
            return PropertyForm.write(fields, create.properties());
        }

        @Override
        public Fields publish(Command.Publish publish) {
            return command("publish").text("upload", publish.upload()).text("point", publish.bundle());
        }

        @Override
        public Fields select(Command.Select select) {
            return command("select").text("selector", select.selector()).text("as-of", select.asOf());
        }

        @Override
        public Fields delete(Command.Delete delete) {
            return command("delete").text("selector", delete.selector());
        }

        @Override
        public Fields set(Command.Set set) {
            return PropertyForm.write(command("set").text("point", set.point()), set.changes());
        }

        @Override
        public Fields get(Command.Get get) {
            return command("get").text("point", get.point()).texts("keys", get.keys());
        }

        @Override
        public Fields read(Command.Read read) {
            return command("read").text("point", read.point());
        }

        @Override
        public Fields write(Command.Write write) {
            return BodyForm.write(command("write").text("point", write.point()), write.content());
        }

        @Override
        public Fields status(Command.Status status) {
            return command("status").text("point", status.point());
        }

        @Override
        public Fields history(Command.History history) {
            return command("history").text("point", history.point());
        }

        @Override
        public Fields send(Command.Send send) {
            Fields fields = command(send.answered() ? "ping" : "signal")
                    .text("to", send.to())
                    .text("method", send.method())
                    .text("uri", send.uri());
            return BodyForm.write(fields, send.body());
        }

        @Override
        public Fields ripple(Command.Ripple ripple) {
            Fields fields = command("ripple")
                    .text("to", ripple.to())
                    .text("method", ripple.method())
                    .text("uri", ripple.uri());
            return BodyForm.write(fields, ripple.body());
        }

        @Override
        public Fields rippleWatchers(Command.RippleWatchers ripple) {
            Fields fields = command("ripple watchers-of")
                    .text("of", ripple.of())
                    .text("method", ripple.method())
                    .text("uri", ripple.uri());
            return BodyForm.write(fields, ripple.body());
        }

        @Override
        public Fields watch(Command.Watch watch) {
            return command("watch").text("selector", watch.selector());
        }

        @Override
        public Fields grant(Command.GrantRule grant) {
            return command("grant")
                    .text("rule", grant.rule())
                    .text("on", grant.on())
                    .text("to", grant.to());
        }

        @Override
        public Fields revoke(Command.Revoke revoke) {
            return command("revoke").text("id", revoke.id());
        }

        @Override
        public Fields accessOf(Command.AccessOf access) {
            return command("access").text("agent", access.agent()).text("on", access.point());
        }

        @Override
        public Fields accessList(Command.AccessList list) {
            return command("access list").text("to", list.to()).text("on", list.on());
        }

        @Override
        public Fields chown(Command.Chown chown) {
            return command("chown").text("selector", chown.selector()).text("to", chown.to());
        }

        @Override
        public Fields move(Command.Move move) {
            return command("move").text("point", move.point()).text("to", move.to());
        }

        @Override
        public Fields drain(Command.Drain drain) {
            return command("drain").text("machine", drain.machine());
        }

        @Override
        public Fields trace(Command.Trace trace) {
            return command("trace").text("trace", trace.trace());
        }

        @Override
        public Fields show(Command.Show show) {
            return command(show.subject().toString());
        }
    }

    static Command read(JsonNode node, boolean binary) {
        FieldReader in = new FieldReader(node, "a command");
        try {
            return read(in, in.text(COMMAND), binary);
        } catch (IllegalArgumentException e) {
            throw FieldReader.refused("a command: " + e.getMessage());
        }
    }

    private static Command read(FieldReader in, String name, boolean binary) {
        return switch (name) {
            case "create", "create?", "create!" -> create(in, name);
            case "publish" -> new Command.Publish(in.text("upload"), point(in));
            case "set" -> new Command.Set(point(in), PropertyForm.readSome(in));
            case "get" -> new Command.Get(point(in), PropertyForm.keys(in));
            case "read" -> new Command.Read(point(in));
            case "write" -> new Command.Write(point(in), BodyForm.readContent(in, binary));
            case "status" -> new Command.Status(point(in));
            case "history" -> new Command.History(point(in));
            case "ping", "signal" -> send(in, name.equals("ping"), binary);
            case "ripple" ->
                new Command.Ripple(selector(in, "to"), method(in), BodyForm.uri(in), BodyForm.read(in, binary));
            case "ripple watchers-of" ->
                new Command.RippleWatchers(
                        in.parsed("of", Point::parse), method(in), BodyForm.uri(in), BodyForm.read(in, binary));
            case "move" -> new Command.Move(point(in), in.parsed("to", StarKey::parse));
            case "drain" -> new Command.Drain(in.text("machine"));
            case "trace" -> new Command.Trace(in.parsed("trace", TraceId::parse));
            default -> readRest(in, name);
        };
    }

    private static Command readRest(FieldReader in, String name) {
        return switch (name) {
            case "select" -> new Command.Select(selector(in, "selector"), asOf(in));
            case "watch" -> new Command.Watch(selector(in, "selector"));
            case "delete" -> new Command.Delete(selector(in, "selector"));
            case "grant" ->
                new Command.GrantRule(in.parsed("rule", Grant.Rule::parse), selector(in, "on"), selector(in, "to"));
            case "revoke" -> new Command.Revoke(in.parsed("id", Ulid::parse));
            case "access" -> new Command.AccessOf(in.parsed("agent", Agent::parse), in.parsed("on", Point::parse));
            case "access list" ->
                new Command.AccessList(
                        in.optional("to") == null ? null : in.parsed("to", Agent::parse), selector(in, "on"));
            case "chown" -> new Command.Chown(selector(in, "selector"), in.parsed("to", Point::parse));
            default -> new Command.Show(subject(name));
        };
    }

    private static Command create(FieldReader in, String verb) {
        Strategy strategy = Strategy.COMMIT;
        for (Strategy one : Strategy.values()) {
            strategy = one.verb().equals(verb) ? one : strategy;
        }
        return new Command.Create(
                strategy,
                in.parsed("point", PointTemplate::parse),
                in.parsed("kind", Kind::parse),
                PropertyForm.read(in));
    }

    private static Command send(FieldReader in, boolean answered, boolean binary) {
        return new Command.Send(
                answered, in.parsed("to", Point::parse), method(in), BodyForm.uri(in), BodyForm.read(in, binary));
    }

    private static Point point(FieldReader in) {
        return in.parsed("point", Point::parse);
    }

    private static Method method(FieldReader in) {
        Method method = in.parsed("method", Method::parse);
        if (method.family() == Method.Family.HYP) {
            throw Faults.infrastructureOnly(method.toString()).toException();
        }
        return method;
    }

    private static Selector selector(FieldReader in, String field) {
        return in.parsed(field, Language::selector);
    }

    private static @Nullable AsOf asOf(FieldReader in) {
        return in.optional("as-of") == null ? null : in.parsed("as-of", AsOf::parse);
    }

    private static Subject subject(String name) {
        for (Subject subject : Subject.values()) {
            if (subject.toString().equals(name)) {
                return subject;
            }
        }
        throw FieldReader.refused("there is no command '" + name + "'");
    }
}
