package io.hyperspace.star;

/** What happens to the control plane of a star. */
sealed interface StarEvent extends StarStored permits StarControl.Adopted, StarControl.HandedOver, StarControl.Took {}
