package io.hyperspace.gate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a connection and borrows one from a {@link SharedPool} when it is needed. Outside of a transaction it is
 * given back with the last open statement, in one with its end.
 */
final class Borrowing implements InvocationHandler {

    private static final Object[] NOTHING = {};

    private final SharedPool pool;
    private @Nullable Connection borrowed;
    private int statements;
    private boolean autoCommit = true;
    private boolean closed;

    private Borrowing(SharedPool pool) {
        this.pool = pool;
    }

    static Connection connection(SharedPool pool) {
        return proxy(Connection.class, new Borrowing(pool));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Borrowing.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public synchronized @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object[] given = arguments == null ? NOTHING : arguments;
        return switch (method.getName()) {
            case "equals" -> proxy == given[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "a connection of a shared pool";
            case "isClosed" -> closed;
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> setAutoCommit(Boolean.TRUE.equals(given[0]));
            case "commit", "rollback" -> end(method, given);
            case "close" -> close();
            // A hint, and not for whoever has the connection next.
            case "setReadOnly" -> null;
            default -> use(proxy, method, given);
        };
    }

    private @Nullable Void setAutoCommit(boolean wanted) throws SQLException {
        if (borrowed != null && wanted != autoCommit) {
            borrowed.setAutoCommit(wanted);
        }
        autoCommit = wanted;
        giveBackIfIdle();
        return null;
    }

    private @Nullable Object end(Method method, Object[] arguments) throws Throwable {
        if (borrowed == null) {
            return null;
        }
        Object result = call(borrowed, method, arguments);
        if (arguments.length == 0) {
            giveBack();
        }
        return result;
    }

    private @Nullable Void close() throws SQLException {
        closed = true;
        Connection connection = borrowed;
        if (connection == null) {
            return null;
        }
        try {
            if (!autoCommit) {
                connection.rollback();
            }
        } catch (SQLException e) {
            borrowed = null;
            pool.discard(connection);
            throw e;
        }
        giveBack();
        return null;
    }

    private @Nullable Object use(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (closed) {
            throw new SQLException("the connection is closed", "08003");
        }
        Connection connection = borrow();
        Object result = call(connection, method, arguments);
        if (result instanceof Statement statement) {
            statements++;
            return open((Connection) proxy, statement, connection);
        }
        giveBackIfIdle();
        return result;
    }

    private Connection borrow() throws SQLException {
        if (borrowed == null) {
            Connection connection = pool.borrow();
            connection.setAutoCommit(autoCommit);
            borrowed = connection;
        }
        return borrowed;
    }

    private Statement open(Connection shown, Statement real, Connection owner) {
        Class<? extends Statement> type = real instanceof CallableStatement
                ? CallableStatement.class
                : real instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return proxy(type, (proxy, method, arguments) -> switch (method.getName()) {
            case "getConnection" -> shown;
            case "equals" -> proxy == (arguments == null ? null : arguments[0]);
            case "close" -> closed(real, owner);
            default -> call(real, method, arguments == null ? NOTHING : arguments);
        });
    }

    private synchronized @Nullable Void closed(Statement statement, Connection owner) throws SQLException {
        if (!statement.isClosed()) {
            statement.close();
            if (owner == borrowed) {
                statements--;
                giveBackIfIdle();
            }
        }
        return null;
    }

    private void giveBackIfIdle() throws SQLException {
        if (borrowed != null && autoCommit && statements == 0) {
            giveBack();
        }
    }

    private void giveBack() throws SQLException {
        Connection connection = borrowed;
        if (connection == null) {
            return;
        }
        borrowed = null;
        statements = 0;
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            pool.discard(connection);
            throw e;
        }
        pool.giveBack(connection);
    }

    private static @Nullable Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
