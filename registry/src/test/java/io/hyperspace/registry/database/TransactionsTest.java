package io.hyperspace.registry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TransactionsTest {

    /** A source of connections to a database in memory, which calls back whenever one is to commit. */
    private static DataSource source(Consumer<Connection> onCommit) {
        return (DataSource) Proxy.newProxyInstance(
                TransactionsTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (source, method, args) -> {
                    Connection real = DriverManager.getConnection("jdbc:h2:mem:transactions;DB_CLOSE_DELAY=-1");
                    return Proxy.newProxyInstance(
                            TransactionsTest.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (connection, call, values) -> {
                                if (call.getName().equals("commit")) {
                                    onCommit.accept(real);
                                }
                                try {
                                    return call.invoke(real, values);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
                });
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    void onlyAFailedCommitLeavesTheOutcomeOpen() throws SQLException {
        DataSource good = source(connection -> {});
        int created =
                Transactions.run(good, connection -> update(connection, "CREATE TABLE t (n INTEGER PRIMARY KEY)"));
        DataSource broken = source(connection -> {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });

        CommitException open = catchThrowableOfType(
                CommitException.class,
                () -> Transactions.run(broken, connection -> update(connection, "INSERT INTO t VALUES (1)")));
        SQLException certain = catchThrowableOfType(
                SQLException.class,
                () -> Transactions.run(good, connection -> update(connection, "INSERT INTO missing VALUES (1)")));

        assertThat(created).isZero();
        assertThat(open.getMessage()).isEqualTo("commit failed");
        assertThat((Object) certain).isNotInstanceOf(CommitException.class);
    }
}
