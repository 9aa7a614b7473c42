package io.hyperspace.process;

import java.util.List;

/** Where the Machines of a cluster run, by their numbers. */
interface Place {

    /** On this computer, beside each other. */
    Place HERE = new Place() {
        @Override
        public List<String> prefix(int number) {
            return List.of();
        }

        @Override
        public List<String> settings(int number) {
            return List.of();
        }
    };

    /** What the command that starts a Machine begins with. */
    List<String> prefix(int number);

    /** More of its configuration, each as {@code key=value}. */
    List<String> settings(int number);

    /** The first Machines with the many, the last with the few. */
    static Place sites(int many) {
        return new Place() {
            private Network.Site site(int number) {
                return number < many ? Network.Site.MANY : Network.Site.FEW;
            }

            @Override
            public List<String> prefix(int number) {
                return site(number).prefix();
            }

            @Override
            public List<String> settings(int number) {
                return List.of(
                        "hyperspace.machine.host=" + site(number).address(),
                        "hyperspace.control.host=" + site(number).controlAddress());
            }
        };
    }
}
