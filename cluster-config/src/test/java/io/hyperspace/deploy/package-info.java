/** Tests of the deployment files. */
@NullMarked
package io.hyperspace.deploy;

import org.jspecify.annotations.NullMarked;
