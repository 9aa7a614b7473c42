/** The way in from the web: HTTP requests become pings to the Space that the host name picks, pongs become responses. */
@NullMarked
package io.hyperspace.drivers.web;

import org.jspecify.annotations.NullMarked;
