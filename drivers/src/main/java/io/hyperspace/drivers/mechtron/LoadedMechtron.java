package io.hyperspace.drivers.mechtron;

import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.provision.Digest;
import io.hyperspace.space.document.MechtronConfig;

/**
 * All that is needed to run a mechtron.
 *
 * @param config its document, checked against this Machine's limits
 * @param digest of the module's bytes
 * @param module its module
 */
record LoadedMechtron(MechtronConfig config, Digest digest, GuestModule module) {}
