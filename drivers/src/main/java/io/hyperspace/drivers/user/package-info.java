/** The driver of Users and of the UserBases that hold them. */
@NullMarked
package io.hyperspace.drivers.user;

import org.jspecify.annotations.NullMarked;
