package io.hyperspace.drivers.mechtron;

import io.hyperspace.drivers.mechtron.engine.GuestModule;
import io.hyperspace.space.document.MechtronConfig;

/** All that is needed to run a mechtron: its document, checked against this Machine's limits, and its module. */
record LoadedMechtron(MechtronConfig config, GuestModule module) {}
