/**
 * Who can take a particle, and how full and how slow each star is. Every star says so about once a second in an
 * {@link io.hyperspace.advert.Advert}; Super stars gather the adverts of all Machines and pick stars for particles.
 */
@NullMarked
package io.hyperspace.advert;

import org.jspecify.annotations.NullMarked;
