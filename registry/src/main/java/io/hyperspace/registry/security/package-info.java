/**
 * Who may do what: the rules that make an access of owners and grants, in plain code, and the reading of what they need
 * from the index.
 */
@NullMarked
package io.hyperspace.registry.security;

import org.jspecify.annotations.NullMarked;
