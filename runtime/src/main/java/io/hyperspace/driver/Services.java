package io.hyperspace.driver;

import com.typesafe.config.Config;
import io.hyperspace.overview.Overview;
import io.hyperspace.provision.Blobs;
import io.hyperspace.provision.Moves;
import io.hyperspace.provision.Registry;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.watch.Watches;
import java.util.Set;
import java.util.function.Supplier;
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
 * @param moves moves particles and stars; there once the Machine has been composed
 * @param overview what the Hyperverse is made of; there once the Machine has been composed
 * @param watches tells whoever watches what changes
 */
public record Services(
        ActorSystem<?> system,
        Config config,
        Registry registry,
        Blobs blobs,
        Waves waves,
        Supplier<Set<Kind>> kinds,
        Supplier<Moves> moves,
        Supplier<Overview> overview,
        Watches watches) {}
