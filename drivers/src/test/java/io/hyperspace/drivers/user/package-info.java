@NullMarked
package io.hyperspace.drivers.user;

import org.jspecify.annotations.NullMarked;
