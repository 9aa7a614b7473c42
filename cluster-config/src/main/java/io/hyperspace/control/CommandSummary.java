package io.hyperspace.control;

import io.hyperspace.space.command.Command;
import io.hyperspace.space.command.CommandVisitor;
import io.hyperspace.space.error.HyperspaceException;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Environment;
import io.hyperspace.space.language.Language;
import java.util.Set;

/**
 * What a command does and to what, for the log: properties, bodies and paths are left out, for they may hold secrets.
 */
final class CommandSummary implements CommandVisitor<String> {

    private static final CommandSummary SUMMARY = new CommandSummary();

    private CommandSummary() {}

    static String of(String line, Set<Kind> kinds) {
        try {
            return Language.command(line, Environment.ROOT, KnownKinds.only(kinds))
                    .accept(SUMMARY);
        } catch (HyperspaceException e) {
            return "(what is no command)";
        }
    }

    @Override
    public String create(Command.Create create) {
        return create.strategy().verb() + " " + create.template() + "<" + create.kind() + ">";
    }

    @Override
    public String publish(Command.Publish publish) {
        return "publish " + publish.bundle();
    }

    @Override
    public String select(Command.Select select) {
        return select.toString();
    }

    @Override
    public String delete(Command.Delete delete) {
        return delete.toString();
    }

    @Override
    public String set(Command.Set set) {
        return "set " + set.point();
    }

    @Override
    public String get(Command.Get get) {
        return "get " + get.point();
    }

    @Override
    public String read(Command.Read read) {
        return read.toString();
    }

    @Override
    public String write(Command.Write write) {
        return "write " + write.point();
    }

    @Override
    public String status(Command.Status status) {
        return status.toString();
    }

    @Override
    public String history(Command.History history) {
        return history.toString();
    }

    @Override
    public String send(Command.Send send) {
        return (send.answered() ? "ping " : "signal ") + send.to() + " " + send.method();
    }

    @Override
    public String ripple(Command.Ripple ripple) {
        return "ripple " + ripple.to() + " " + ripple.method();
    }

    @Override
    public String rippleWatchers(Command.RippleWatchers ripple) {
        return "ripple watchers-of " + ripple.of() + " " + ripple.method();
    }

    @Override
    public String watch(Command.Watch watch) {
        return watch.toString();
    }

    @Override
    public String grant(Command.GrantRule grant) {
        return grant.toString();
    }

    @Override
    public String revoke(Command.Revoke revoke) {
        return revoke.toString();
    }

    @Override
    public String accessOf(Command.AccessOf access) {
        return access.toString();
    }

    @Override
    public String accessList(Command.AccessList list) {
        return list.toString();
    }

    @Override
    public String chown(Command.Chown chown) {
        return chown.toString();
    }

    @Override
    public String move(Command.Move move) {
        return move.toString();
    }

    @Override
    public String drain(Command.Drain drain) {
        return drain.toString();
    }

    @Override
    public String trace(Command.Trace trace) {
        return trace.toString();
    }

    @Override
    public String show(Command.Show show) {
        return show.toString();
    }
}
