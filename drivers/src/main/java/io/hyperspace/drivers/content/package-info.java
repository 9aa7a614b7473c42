/** What bodies hold: content types by file name, bytes as substances, substances and faults as plain JSON. */
@NullMarked
package io.hyperspace.drivers.content;

import org.jspecify.annotations.NullMarked;
