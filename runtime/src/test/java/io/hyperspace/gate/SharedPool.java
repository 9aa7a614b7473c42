package io.hyperspace.gate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Deque;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * So many connections to one database for all Machines of this JVM together. What a Machine takes for a connection, and has
 * in a pool of its own, borrows one of these for as long as a transaction lasts, or a statement outside of one. Those who wait
 * for one get it in the order they came. Behind a {@link GatedDriver}; a connection that is closed goes with the database.
 */
public final class SharedPool {

    private static final String MARK = "#pool=";
    private static final int WAIT_SECONDS = 30;
    private static final Map<String, SharedPool> POOLS = new ConcurrentHashMap<>();

    private final String url;
    private final Properties info;
    private final Semaphore permits;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    private SharedPool(String url, Properties info, int size) {
        this.url = url;
        this.info = info;
        this.permits = new Semaphore(size, true);
    }

    /** The URL of a database to which all have so many connections together. */
    public static String url(String url, int size) {
        return url + MARK + size;
    }

    static boolean isFor(String url) {
        return url.contains(MARK);
    }

    static Connection connect(String url, Properties info) throws SQLException {
        int mark = url.indexOf(MARK);
        int size = Integer.parseInt(url.substring(mark + MARK.length()));
        SharedPool pool = POOLS.computeIfAbsent(url, any -> new SharedPool(url.substring(0, mark), info, size));
        // Whether the database can be had at all is to be known now.
        pool.giveBack(pool.borrow());
        return Borrowing.connection(pool);
    }

    Connection borrow() throws SQLException {
        try {
            if (!permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLTransientConnectionException("all connections are in use", "08001");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted", "08001", e);
        }
        Connection connection = idle.poll();
        if (connection != null) {
            return connection;
        }
        try {
            return DriverManager.getConnection(url, info);
        } catch (SQLException e) {
            permits.release();
            throw e;
        }
    }

    /** Takes one that is in no transaction. */
    void giveBack(Connection connection) {
        idle.push(connection);
        permits.release();
    }

    /** Throws one away whose state nobody knows. */
    void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is of no use either way.
            return;
        } finally {
            permits.release();
        }
    }
}
