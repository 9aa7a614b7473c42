package io.hyperspace.space.language.resolve;

import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.Specific;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.source.Source;
import io.hyperspace.space.language.tree.KindTree;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves kinds: one must be well-formed and, where the available kinds are known, among them. */
final class KindResolver {

    private final Source source;
    private final Scope scope;

    KindResolver(Source source, Scope scope) {
        this.source = source;
        this.scope = scope;
    }

    Kind kind(KindTree tree) {
        Kind kind = new Kind(checked(tree.base(), tree), name(tree.sub(), tree), specific(tree.specific()));
        if (scope.kinds().isEmpty() || isAvailable(kind)) {
            return kind;
        }
        Kind withoutSpecific = new Kind(kind.base(), kind.sub(), null);
        throw Messages.unknownKind(withoutSpecific.toString(), names()).at(source, tree.span());
    }

    private boolean isAvailable(Kind kind) {
        Set<Kind> kinds = scope.kinds();
        return kinds.contains(kind) || kinds.contains(new Kind(kind.base(), kind.sub(), null));
    }

    private Collection<String> names() {
        return scope.kinds().stream().map(Kind::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private @Nullable String name(@Nullable Token name, KindTree tree) {
        return name == null ? null : checked(name, tree);
    }

    private String checked(Token name, KindTree tree) {
        if (!Kind.isName(name.text())) {
            Collection<String> known = name.equals(tree.base()) ? names() : Set.of();
            throw Messages.badKind(name.text(), known).at(source, name.span());
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
