package io.hyperspace.gate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC driver that wraps the one for a URL and adds what can go wrong. The URL ends in {@code #gate=NAME}. While the
 * gate NAME is closed no transaction begins; while the gate NAME-database is closed nothing is answered; while NAME is
 * broken every call fails, and of the commits each other one takes place all the same.
 */
public final class GatedDriver implements Driver {

    private static final String MARK = "#gate=";
    private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();

    static {
        try {
            DriverManager.registerDriver(new GatedDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public GatedDriver() {}

    /** The configuration that puts a Machine's database behind a gate. */
    public static String config(String url, String gate) {
        return "hyperspace.database { driver = \"" + GatedDriver.class.getName() + "\", url = \"" + url + MARK + gate
                + "\" }\n";
    }

    /** Makes every call fail until the database is mended. */
    public static void breakOff(String gate) {
        BROKEN.add(gate);
    }

    public static void mend(String gate) {
        BROKEN.remove(gate);
    }

    /** The gate that holds whatever is asked of the database, also in the middle of a transaction. */
    public static Gate answers(String gate) {
        return Gate.named(gate + "-database");
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.contains(MARK);
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        String gate = url.substring(url.indexOf(MARK) + MARK.length());
        Gated gated = new Gated(gate);
        gated.pass();
        String real = url.substring(0, url.indexOf(MARK));
        return gated.wrap(
                SharedPool.isFor(real) ? SharedPool.connect(real, info) : DriverManager.getConnection(real, info));
    }

    /** One connection. */
    private static final class Gated {
        private static final AtomicInteger COMMITS = new AtomicInteger();

        private final String name;
        private final Gate pause;
        private final Gate answers;
        private volatile boolean inTransaction;

        Gated(String name) {
            this.name = name;
            this.pause = Gate.named(name);
            this.answers = answers(name);
        }

        void pass() throws SQLException {
            if (!inTransaction) {
                pause.pass();
            }
            answers.pass();
            if (BROKEN.contains(name)) {
                throw new SQLException("the database was cut off", "08006");
            }
        }

        Connection wrap(Connection real) {
            return (Connection) Proxy.newProxyInstance(
                    GatedDriver.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> call(real, method, arguments));
        }

        private @Nullable Object call(Connection real, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "commit" -> {
                    if (BROKEN.contains(name) && COMMITS.incrementAndGet() % 2 == 0) {
                        real.commit();
                    }
                    pass();
                }
                case "prepareStatement", "createStatement", "isValid" -> pass();
                case "setAutoCommit" -> {
                    pass();
                    inTransaction = arguments != null && Boolean.FALSE.equals(arguments[0]);
                }
                default -> {}
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
