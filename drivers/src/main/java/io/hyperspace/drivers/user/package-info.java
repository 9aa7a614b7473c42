/**
 * Users and the UserBases that hold them: their driver, the hashes of their passwords, logging in, and the tokens by which
 * every Machine knows them again.
 */
@NullMarked
package io.hyperspace.drivers.user;

import org.jspecify.annotations.NullMarked;
