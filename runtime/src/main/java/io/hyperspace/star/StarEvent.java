package io.hyperspace.star;

/** What happens to the control plane of a star. */
sealed interface StarEvent extends StarStored
        permits StarControl.Adopted, StarControl.Released, StarControl.HandedOver, StarControl.Took {}
