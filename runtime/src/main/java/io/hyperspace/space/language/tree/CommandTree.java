package io.hyperspace.space.language.tree;

import io.hyperspace.space.command.AsOf;
import io.hyperspace.space.command.Body;
import io.hyperspace.space.command.Command.Strategy;
import io.hyperspace.space.command.Command.Subject;
import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Span;
import io.hyperspace.space.point.StarKey;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.trace.TraceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command as written. */
public sealed interface CommandTree {

    Span span();

    /** The name of the file that the command uploads, or null. */
    default @Nullable String upload() {
        return null;
    }

    /** {@code create}, {@code create?} and {@code create!}. */
    record Create(Span span, Strategy strategy, PointTree template, KindTree kind, List<PropertyTree> properties)
            implements CommandTree {}

    /** {@code publish}. */
    record Publish(Span span, Token file, PointTree bundle) implements CommandTree {
        @Override
        public String upload() {
            return file.text();
        }
    }

    /** {@code select}. */
    record Select(
            Span span, SelectorTree selector, @Nullable AsOf asOf) implements CommandTree {}

    /** {@code delete}. */
    record Delete(Span span, SelectorTree selector) implements CommandTree {}

    /** {@code set}. */
    record Set(Span span, PointTree point, List<PropertyTree> changes) implements CommandTree {}

    /** {@code get}; no keys for the state. */
    record Get(Span span, PointTree point, List<Token> keys) implements CommandTree {}

    /** {@code read}. */
    record Read(Span span, PointTree point) implements CommandTree {}

    /** {@code write}. */
    record Write(Span span, PointTree point, Body content) implements CommandTree {
        @Override
        public @Nullable String upload() {
            return content.upload();
        }
    }

    /** {@code status}. */
    record Status(Span span, PointTree point) implements CommandTree {}

    /** {@code history}. */
    record History(Span span, PointTree point) implements CommandTree {}

    /** {@code ping} and {@code signal}. */
    record Send(Span span, boolean answered, PointTree to, WaveTree wave) implements CommandTree {
        @Override
        public @Nullable String upload() {
            return wave.body().upload();
        }
    }

    /** {@code ripple}. */
    record Ripple(Span span, SelectorTree to, WaveTree wave) implements CommandTree {
        @Override
        public @Nullable String upload() {
            return wave.body().upload();
        }
    }

    /** {@code ripple watchers-of}. */
    record RippleWatchers(Span span, PointTree of, WaveTree wave) implements CommandTree {
        @Override
        public @Nullable String upload() {
            return wave.body().upload();
        }
    }

    /** {@code watch}. */
    record Watch(Span span, SelectorTree selector) implements CommandTree {}

    /** What a wave brings: {@code METHOD[/path] [BODY]}. */
    record WaveTree(MethodTree method, String uri, Body body) {}

    /** {@code grant}. */
    record GrantRule(Span span, Grant.Rule rule, SelectorTree on, SelectorTree to) implements CommandTree {}

    /** {@code revoke}. */
    record Revoke(Span span, Ulid id) implements CommandTree {}

    /** {@code access AGENT on POINT}. */
    record AccessOf(Span span, PointTree agent, PointTree point) implements CommandTree {}

    /** {@code access list}. */
    record AccessList(Span span, @Nullable PointTree to, SelectorTree on) implements CommandTree {}

    /** {@code chown}. */
    record Chown(Span span, SelectorTree selector, PointTree to) implements CommandTree {}

    /** {@code move}. */
    record Move(Span span, PointTree point, StarKey to) implements CommandTree {}

    /** {@code drain}. */
    record Drain(Span span, String machine) implements CommandTree {}

    /** {@code trace}. */
    record Trace(Span span, TraceId trace) implements CommandTree {}

    /** {@code stars}, {@code lanes}, {@code machines}, {@code drivers}, {@code kinds}. */
    record Show(Span span, Subject subject) implements CommandTree {}
}
