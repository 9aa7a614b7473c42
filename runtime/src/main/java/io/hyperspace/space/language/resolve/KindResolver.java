package io.hyperspace.space.language.resolve;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.kind.Specific;
import io.hyperspace.space.language.diagnostic.Diagnostics;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.diagnostic.Problem;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.KindTree;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves kinds: one must be well-formed and, where the available kinds are known, among them. */
public final class KindResolver {

    private final Source source;
    private final KnownKinds known;
    private final Diagnostics diagnostics;

    public KindResolver(Source source, KnownKinds known, Diagnostics diagnostics) {
        this.source = source;
        this.known = known;
        this.diagnostics = diagnostics;
    }

    public Kind kind(KindTree tree) {
        Kind kind = new Kind(checked(tree.base(), tree), name(tree.sub(), tree), specific(tree.specific()));
        if (!known.knows(kind)) {
            report(kind, tree);
        }
        return kind;
    }

    private void report(Kind kind, KindTree tree) {
        if (known.unknown() == KnownKinds.Unknown.REFUSED) {
            throw unknown(kind).at(source, tree.span());
        }
        diagnostics.warn(() -> unknown(kind).asWarning().fault(source, tree.span()));
    }

    private Problem unknown(Kind kind) {
        String name = new Kind(kind.base(), kind.sub(), null).toString();
        return Messages.unknownKind(name, known.names());
    }

    private @Nullable String name(@Nullable Token name, KindTree tree) {
        return name == null ? null : checked(name, tree);
    }

    private String checked(Token name, KindTree tree) {
        if (!Kind.isName(name.text())) {
            Collection<String> names = name.equals(tree.base()) ? known.names() : Set.of();
            throw Messages.badKind(name.text(), names).at(source, name.span());
        }
        return name.text();
    }

    private @Nullable String specific(@Nullable Token specific) {
        if (specific == null) {
            return null;
        }
        if (!Specific.isSpecific(specific.text())) {
            throw Messages.badSpecific(specific.text()).at(source, specific.span());
        }
        return specific.text();
    }
}
