package io.hyperspace.drivers.user;

import com.typesafe.config.Config;

/**
 * What a password must be and what its hash costs, from {@code hyperspace.password}.
 *
 * @param minLength characters at least
 * @param maxLength characters at most
 * @param memory bytes that one hash fills
 * @param iterations how often it goes over them
 * @param threads how many hashes are made at once
 * @param queue how many wait
 */
record PasswordSettings(int minLength, int maxLength, long memory, int iterations, int threads, int queue) {

    /** @param config what is below {@code hyperspace} */
    static PasswordSettings of(Config config) {
        Config password = config.getConfig("password");
        return new PasswordSettings(
                password.getInt("min-length"),
                password.getInt("max-length"),
                password.getBytes("memory"),
                password.getInt("iterations"),
                password.getInt("threads"),
                password.getInt("queue"));
    }
}
