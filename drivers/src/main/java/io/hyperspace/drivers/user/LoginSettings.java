package io.hyperspace.drivers.user;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of logging in, from {@code hyperspace.login} and {@code hyperspace.token}.
 *
 * @param perUser wrong passwords of one user
 * @param perAddress wrong passwords from one address
 * @param window the time that they are counted in, from the first
 * @param remembered how many users and addresses are counted for
 * @param lifetime of a token
 * @param maxRevoked tokens of one user that may be logged out one by one
 */
record LoginSettings(int perUser, int perAddress, Duration window, int remembered, Duration lifetime, int maxRevoked) {

    /** @param config what is below {@code hyperspace} */
    static LoginSettings of(Config config) {
        Config login = config.getConfig("login");
        Config token = config.getConfig("token");
        return new LoginSettings(
                login.getInt("attempts-per-user"),
                login.getInt("attempts-per-address"),
                login.getDuration("window"),
                login.getInt("remembered"),
                token.getDuration("lifetime"),
                token.getInt("max-revoked"));
    }
}
