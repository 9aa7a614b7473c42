package io.hyperspace.space.bind;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.hyperspace.space.bind.PathToken.Below;
import io.hyperspace.space.bind.PathToken.Close;
import io.hyperspace.space.bind.PathToken.Literal;
import io.hyperspace.space.bind.PathToken.Open;
import io.hyperspace.space.bind.PathToken.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matches whole paths. All matchers of an expression give what RE2/J gives, in time linear in the path. */
sealed interface PathMatcher {

    /**
     * Where the groups are: two numbers a group, its start and its end, -1 for one that took no part; null when the path
     * is not taken.
     */
    int @Nullable [] match(String path);

    /** Matches a plain expression by hand, token by token. */
    record Plain(List<PathToken> tokens, int groups) implements PathMatcher {

        private static final int[] NO_GROUPS = {};
        private static final CharClass SLASH = CharClass.of('/');

        public Plain {
            tokens = List.copyOf(tokens);
        }

        /**
         * Whether there is only ever one way to match: no run goes into what follows it.
         *
         * @param tokens of a plain expression
         */
        static boolean isCertain(List<PathToken> tokens) {
            CharClass follows = CharClass.NONE;
            for (int i = tokens.size() - 1; i >= 0; i--) {
                PathToken token = tokens.get(i);
                if (token instanceof Literal literal) {
                    char first = literal.text().charAt(0);
                    follows = first < CharClass.ASCII ? CharClass.of(first) : new CharClass(0, 0, true);
                } else if (token instanceof Below) {
                    follows = SLASH;
                } else if (token instanceof Run run) {
                    if (run.many() && run.chars().meets(follows)) {
                        return false;
                    }
                    follows = run.least() == 0 ? follows.or(run.chars()) : run.chars();
                }
            }
            return true;
        }

        @Override
        public int @Nullable [] match(String path) {
            int[] bounds = groups == 0 ? NO_GROUPS : new int[2 * groups];
            int at = 0;
            for (int i = 0; i < tokens.size() && at >= 0; i++) {
                PathToken token = tokens.get(i);
                if (token instanceof Open open) {
                    bounds[2 * open.group() - 2] = at;
                } else if (token instanceof Close close) {
                    bounds[2 * close.group() - 1] = at;
                } else {
                    at = behind(token, path, at);
                }
            }
            return at == path.length() ? bounds : null;
        }

        /** Where a token ends that starts at a place, or -1. */
        private static int behind(PathToken token, String path, int at) {
            if (token instanceof Literal literal) {
                return path.startsWith(literal.text(), at) ? at + literal.text().length() : -1;
            }
            if (token instanceof Run run) {
                int most = run.many() ? path.length() : Math.min(path.length(), at + 1);
                int end = at;
                while (end < most && run.chars().has(path.charAt(end))) {
                    end++;
                }
                return end - at < run.least() ? -1 : end;
            }
            return at == path.length() || path.charAt(at) == '/' ? path.length() : -1;
        }
    }

    /** Matches any expression. */
    record Expression(Pattern pattern) implements PathMatcher {
        @Override
        public int @Nullable [] match(String path) {
            Matcher matcher = pattern.matcher(path);
            if (!matcher.matches()) {
                return null;
            }
            int[] bounds = new int[2 * matcher.groupCount()];
            for (int group = 1; group <= matcher.groupCount(); group++) {
                bounds[2 * group - 2] = matcher.start(group);
                bounds[2 * group - 1] = matcher.end(group);
            }
            return bounds;
        }
    }
}
