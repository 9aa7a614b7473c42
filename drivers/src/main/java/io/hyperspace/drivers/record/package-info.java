/** Particles that are their record and nothing more: what the drivers of Root, Space, Base, User and Repo share. */
@NullMarked
package io.hyperspace.drivers.record;

import org.jspecify.annotations.NullMarked;
