package io.hyperspace.space.command;

/**
 * One method for each sort of command, so that a new one does not compile until all who deal in commands handle it.
 *
 * @param <T> what comes of it
 */
public interface CommandVisitor<T> {

    T create(Command.Create create);

    T publish(Command.Publish publish);

    T select(Command.Select select);

    T delete(Command.Delete delete);

    T set(Command.Set set);

    T get(Command.Get get);

    T read(Command.Read read);

    T write(Command.Write write);

    T status(Command.Status status);

    T history(Command.History history);

    T send(Command.Send send);

    T ripple(Command.Ripple ripple);

    T rippleWatchers(Command.RippleWatchers ripple);

    T watch(Command.Watch watch);

    T grant(Command.GrantRule grant);

    T revoke(Command.Revoke revoke);

    T accessOf(Command.AccessOf access);

    T accessList(Command.AccessList list);

    T chown(Command.Chown chown);

    T move(Command.Move move);

    T drain(Command.Drain drain);

    T trace(Command.Trace trace);

    T show(Command.Show show);
}
