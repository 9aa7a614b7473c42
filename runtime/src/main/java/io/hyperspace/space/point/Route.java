package io.hyperspace.space.point;

/** Where the rest of a point is to be looked for; the part before {@code ::}. */
public sealed interface Route {

    /** No route is written: the point is found through the Registry. */
    record Here() implements Route {
        @Override
        public String toString() {
            return "";
        }
    }

    /** The particles that every Machine knows, such as {@code GLOBAL::executor}. */
    record Global() implements Route {
        @Override
        public String toString() {
            return "GLOBAL::";
        }
    }

    /** This Machine. */
    record Local() implements Route {
        @Override
        public String toString() {
            return "LOCAL::";
        }
    }

    /** Another Hyperverse. */
    record Remote() implements Route {
        @Override
        public String toString() {
            return "REMOTE::";
        }
    }

    /** One star. */
    record Star(StarKey key) implements Route {
        @Override
        public String toString() {
            return key + "::";
        }
    }

    /** A tag that an environment resolves. */
    record Tag(String tag) implements Route {
        @Override
        public String toString() {
            return "[" + tag + "]::";
        }
    }

    /** A domain. */
    record Domain(String domain) implements Route {
        @Override
        public String toString() {
            return domain + "::";
        }
    }

    Route HERE = new Here();
    Route GLOBAL = new Global();
    Route LOCAL = new Local();
    Route REMOTE = new Remote();
}
