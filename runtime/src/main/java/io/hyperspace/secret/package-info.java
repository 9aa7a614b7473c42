/** Secrets of a Machine that lie in files, and how others on its computer are kept from them. */
@NullMarked
package io.hyperspace.secret;

import org.jspecify.annotations.NullMarked;
