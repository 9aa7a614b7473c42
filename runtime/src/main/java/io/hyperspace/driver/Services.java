package io.hyperspace.driver;

import com.typesafe.config.Config;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.kind.Kind;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * What a Machine offers to drivers and gates.
 *
 * @param system the actor system
 * @param config the configuration below {@code hyperspace}
 * @param registry the Registry
 * @param blobs content by digest
 * @param waves sends waves on anyone's authority, so it is never handed to a guest
 * @param kinds the kinds that some driver here supports
 */
public record Services(
        ActorSystem<?> system,
        Config config,
        Registry registry,
        Blobs blobs,
        Waves waves,
        java.util.function.Supplier<Set<Kind>> kinds) {}
