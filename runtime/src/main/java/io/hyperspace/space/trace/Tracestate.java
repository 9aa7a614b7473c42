package io.hyperspace.space.trace;

import io.hyperspace.space.wave.Headers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code tracestate}: what tracing systems tell one another, which is passed on and not looked into. One that
 * does not have the form of the recommendation, section 3.3, is dropped.
 */
final class Tracestate {

    static final String NAME = "tracestate";

    /** Beyond this whole members are left out: long ones first, then from the end, as section 3.3.1.5 has it. */
    static final int MAX_LENGTH = 512;

    static final int LONG_MEMBER = 128;

    static final int MAX_MEMBERS = 32;

    /** No text that is longer is looked at. */
    private static final int MAX_READ = 64 << 10;

    private static final String MORE = "[a-z0-9_*/-]";
    private static final Pattern KEY =
            Pattern.compile("[a-z]" + MORE + "{0,255}|[a-z0-9]" + MORE + "{0,240}@[a-z]" + MORE + "{0,13}");
    private static final Pattern VALUE = Pattern.compile("[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");

    private Tracestate() {}

    /** What goes on of it, or null. */
    static @Nullable String of(Headers headers) {
        List<String> lines = headers.values().get(NAME);
        if (lines == null || lines.stream().mapToLong(String::length).sum() > MAX_READ) {
            return null;
        }
        List<String> members = members(String.join(",", lines));
        return members == null || members.isEmpty() ? null : String.join(",", shortened(members));
    }

    private static @Nullable List<String> members(String text) {
        List<String> members = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (String piece : text.split(",")) {
            String member = piece.strip();
            int equals = member.indexOf('=');
            if (member.isEmpty()) {
                continue;
            }
            boolean isGood = equals > 0
                    && KEY.matcher(member.substring(0, equals)).matches()
                    && VALUE.matcher(member.substring(equals + 1)).matches()
                    && keys.add(member.substring(0, equals));
            if (!isGood || members.size() == MAX_MEMBERS) {
                return null;
            }
            members.add(member);
        }
        return members;
    }

    private static List<String> shortened(List<String> members) {
        List<String> kept = new ArrayList<>(members);
        for (int i = kept.size() - 1; i >= 0 && length(kept) > MAX_LENGTH; i--) {
            if (kept.get(i).length() > LONG_MEMBER) {
                kept.remove(i);
            }
        }
        while (length(kept) > MAX_LENGTH) {
            kept.remove(kept.size() - 1);
        }
        return kept;
    }

    private static int length(List<String> members) {
        return members.stream().mapToInt(String::length).sum() + Math.max(0, members.size() - 1);
    }
}
