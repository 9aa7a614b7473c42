/** The outboxes of stars as rows of the database: what a star has accepted is there until its target has answered. */
@NullMarked
package io.hyperspace.registry.outbox;

import org.jspecify.annotations.NullMarked;
