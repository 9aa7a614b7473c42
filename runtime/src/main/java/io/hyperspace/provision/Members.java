package io.hyperspace.provision;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The Machines of a Hyperverse, as they are known in common. */
public interface Members {

    /** All Machines that may act, those also that are joining or were lost a moment ago; oldest first. */
    CompletionStage<List<MachineStatus>> machines();

    /**
     * Has a Machine let go of its stars and take none, or ends that. It holds for as long as that Machine runs, and every
     * other one hears of it when it renews its lease; this one knows it when the stage completes.
     *
     * @param name the Machine's name; 404 when none has it
     */
    CompletionStage<Void> drain(String name, boolean on);

    /** The addresses of the Machines that drain, as last heard. Costs nothing, so that it may be asked at any time. */
    Set<String> draining();
}
