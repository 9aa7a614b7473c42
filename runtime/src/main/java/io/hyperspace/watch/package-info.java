/**
 * Watching: whoever watches a selector is told what there is, and then of every change of what it picks. A watcher looks at
 * the Registry when it is told that something changed, and by the rights of that moment, so it never tells what is over.
 */
@NullMarked
package io.hyperspace.watch;

import org.jspecify.annotations.NullMarked;
