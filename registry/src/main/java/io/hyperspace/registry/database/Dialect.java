package io.hyperspace.registry.database;

/** Where one database differs from another. */
public enum Dialect {
    /** A file that one Machine owns. */
    H2("jdbc:h2:", "");

    private final String prefix;
    private final String shareLock;

    Dialect(String prefix, String shareLock) {
        this.prefix = prefix;
        this.shareLock = shareLock;
    }

    static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.prefix)) {
                return dialect;
            }
        }
        throw DatabaseFaults.unsupported(url).toException();
    }

    /** Where the migrations are. */
    String migrations() {
        return "classpath:db/migration/" + name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * What makes a select keep its row from being changed until the transaction ends. Nothing for H2: there only a new
     * owner of the file fences, and no transaction of an old one is then running.
     */
    public String shareLock() {
        return shareLock;
    }
}
