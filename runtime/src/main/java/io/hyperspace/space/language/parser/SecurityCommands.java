package io.hyperspace.space.language.parser;

import io.hyperspace.space.id.Ulid;
import io.hyperspace.space.language.diagnostic.Messages;
import io.hyperspace.space.language.lexer.Lexer;
import io.hyperspace.space.language.lexer.Token;
import io.hyperspace.space.language.tree.CommandTree;
import io.hyperspace.space.language.tree.PointTree;
import io.hyperspace.space.language.tree.SelectorTree;
import io.hyperspace.space.security.Grant;
import io.hyperspace.space.security.Permissions;
import java.util.List;

/**
 * Commands about who may do what.
 *
 * <pre>
 * security-command = grant | revoke | access | access-list | chown
 * grant       = "grant" rule "on" selector "to" selector
 * rule        = "super" | "perm" ( "+" | "&amp;" ) permissions | "priv" privilege
 * revoke      = "revoke" id
 * access      = "access" agent "on" point
 * access-list = "access" "list" [ "to" agent ] "on" selector
 * agent       = point | "anonymous" | "hyperuser"
 * chown       = "chown" selector "to" point
 * </pre>
 */
final class SecurityCommands extends Grammar {

    private static final List<String> RULES = List.of("super", "perm", "priv");

    private static final List<String> AGENTS = List.of("anonymous", "hyperuser");

    SecurityCommands(Lexer lexer) {
        super(lexer);
    }

    CommandTree grant(int start) {
        Grant.Rule rule = rule();
        needWord("on");
        SelectorTree on = thenSelector();
        needWord("to");
        SelectorTree to = thenSelector();
        return new CommandTree.GrantRule(lexer.from(start), rule, on, to);
    }

    private Grant.Rule rule() {
        lexer.blank();
        Token what = offered("grant", RULES, "'super', 'perm' or 'priv'");
        return switch (what.text()) {
            case "super" -> new Grant.Super();
            case "perm" -> mask();
            case "priv" -> new Grant.Privilege(privilege());
            default -> throw unknown(what, "grant", RULES);
        };
    }

    private Grant.Rule mask() {
        lexer.blank();
        lexer.offer("symbol", List.of("+", "&"));
        if (lexer.accept("&")) {
            return new Grant.AndMask(permissions());
        }
        if (lexer.accept("+")) {
            return new Grant.OrMask(permissions());
        }
        throw lexer.expected("'+' or '&' and permissions, such as +csd-RwX");
    }

    private Permissions permissions() {
        Token mask = lexer.word();
        try {
            return Permissions.parse(mask.text());
        } catch (IllegalArgumentException e) {
            throw lexer.error(mask.span(), Messages.badPermissions(mask.text()));
        }
    }

    private String privilege() {
        lexer.blank();
        Token name = lexer.word();
        if (name.isEmpty()) {
            throw lexer.expected("the name of a privilege");
        }
        if (!Grant.Privilege.isName(name.text())) {
            throw lexer.error(name.span(), Messages.badPrivilege(name.text()));
        }
        return name.text();
    }

    CommandTree revoke(int start) {
        lexer.blank();
        Token id = lexer.word();
        if (id.isEmpty()) {
            throw lexer.expected("the id of a grant");
        }
        try {
            Ulid grant = Ulid.parse(id.text());
            return new CommandTree.Revoke(lexer.from(start), grant);
        } catch (IllegalArgumentException e) {
            throw lexer.error(id.span(), Messages.badId(id.text()));
        }
    }

    CommandTree access(int start) {
        lexer.blank();
        boolean particle = lexer.isNext("list:");
        if (!particle && nextWord("list")) {
            return accessList(start);
        }
        PointTree agent = agent();
        needWord("on");
        PointTree point = thenPoint("a point");
        return new CommandTree.AccessOf(lexer.from(start), agent, point);
    }

    private PointTree agent() {
        lexer.blank();
        lexer.offer("agent", AGENTS);
        return thenPoint("an agent: a point, 'anonymous' or 'hyperuser'");
    }

    private CommandTree accessList(int start) {
        PointTree to = nextWord("to") ? agent() : null;
        needWord("on");
        SelectorTree on = thenSelector();
        return new CommandTree.AccessList(lexer.from(start), to, on);
    }

    CommandTree chown(int start) {
        SelectorTree selector = thenSelector();
        needWord("to");
        PointTree to = thenPoint("a point");
        return new CommandTree.Chown(lexer.from(start), selector, to);
    }
}
