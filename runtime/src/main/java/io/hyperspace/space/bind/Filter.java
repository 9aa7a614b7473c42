package io.hyperspace.space.bind;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.security.Access;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.security.Grant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the agent of a wave must be or have before a route lets it in. It prints as a document has it. */
public sealed interface Filter {

    /** Why a wave is kept out, or null. */
    @Nullable Fault refusal(Agent agent, Access access, Point point);

    /** {@code (auth)}: an agent that is not anonymous. */
    record Auth() implements Filter {
        @Override
        public @Nullable Fault refusal(Agent agent, Access access, Point point) {
            return agent.equals(Agent.ANONYMOUS) ? Faults.notAuthenticated() : null;
        }

        @Override
        public String toString() {
            return "(auth)";
        }
    }

    /** {@code (privilege 'name')}: an agent that has a privilege on the particle. */
    record Privilege(String name) implements Filter {
        public Privilege {
            if (!Grant.Privilege.isName(name)) {
                throw new IllegalArgumentException("'" + name + "' is not the name of a privilege");
            }
        }

        @Override
        public @Nullable Fault refusal(Agent agent, Access access, Point point) {
            return access.has(name) ? null : Faults.privilegeMissing(name, point.toString());
        }

        @Override
        public String toString() {
            return "(privilege '" + name + "')";
        }
    }

    /** Filters as they are chained in a document; an empty text for none. */
    static String print(List<Filter> filters) {
        return filters.stream().map(Filter::toString).collect(Collectors.joining("-"));
    }
}
