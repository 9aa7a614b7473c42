package io.hyperspace.space.fuzz;

import io.hyperspace.space.bind.Bind;
import io.hyperspace.space.generated.BindTexts;
import io.hyperspace.space.generated.Choices;
import io.hyperspace.space.generated.CommandTexts;
import io.hyperspace.space.generated.DocumentTexts;
import io.hyperspace.space.generated.KindTexts;
import io.hyperspace.space.generated.PointTexts;
import io.hyperspace.space.generated.SelectorTexts;
import io.hyperspace.space.generated.Spelling;
import io.hyperspace.space.kind.Kind;
import io.hyperspace.space.kind.KnownKinds;
import io.hyperspace.space.language.Completion;
import io.hyperspace.space.language.Form;
import io.hyperspace.space.language.Language;
import io.hyperspace.space.point.Point;
import io.hyperspace.space.wave.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What reads texts: how one for it is made, how it is read, and how its value is printed. */
enum Target {
    POINT {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new PointTexts(choices, spelling).point();
        }

        @Override
        Object read(String text) {
            return Point.parse(text);
        }
    },
    RELATIVE_POINT {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new PointTexts(choices, spelling).spelled();
        }

        @Override
        Object read(String text) {
            return Language.point(text, PointTexts.HERE);
        }
    },
    SURFACE {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new PointTexts(choices, spelling).surface();
        }

        @Override
        Object read(String text) {
            return Language.surface(text);
        }
    },
    KIND {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new KindTexts(choices, spelling).kind();
        }

        @Override
        Object read(String text) {
            return Kind.parse(text);
        }
    },
    SELECTOR {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new SelectorTexts(choices, spelling).selector();
        }

        @Override
        Object read(String text) {
            return Language.selector(text);
        }
    },
    COMMAND {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new CommandTexts(choices, spelling).command();
        }

        @Override
        Object read(String text) {
            return Language.command(text, PointTexts.HERE, EXPECTED);
        }
    },
    SCRIPT {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new CommandTexts(choices, spelling).script();
        }

        @Override
        Object read(String text) {
            return Language.script("fuzz", text, PointTexts.HERE, EXPECTED);
        }

        @Override
        String print(Object value) {
            return ((List<?>) value).stream().map(command -> command + ";\n").collect(Collectors.joining());
        }
    },
    BIND {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new BindTexts(choices, spelling).bind();
        }

        @Override
        Object read(String text) {
            Bind bind = Language.bind("fuzz", text);
            bind.match(Method.HTTP_GET, "/api/users/9/a.html");
            return bind;
        }
    },
    MECHTRON {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new DocumentTexts(choices, spelling).mechtron();
        }

        @Override
        Object read(String text) {
            return Language.mechtron("fuzz", text, PointTexts.HERE);
        }
    },
    APP {
        @Override
        String make(Choices choices, Spelling spelling) {
            return new DocumentTexts(choices, spelling).app();
        }

        @Override
        Object read(String text) {
            return Language.app("fuzz", text, PointTexts.HERE, EXPECTED);
        }
    },
    COMPLETION {
        @Override
        String make(Choices choices, Spelling spelling) {
            Target target = choices.oneIn(2) ? SCRIPT : choices.oneIn(2) ? BIND : APP;
            String text = target.make(choices, spelling);
            return text.substring(0, choices.below(text.length() + 1));
        }

        @Override
        Object read(String text) {
            return Arrays.stream(Form.values())
                    .map(form -> Completion.at(form, text, text.length(), List.of("x", "bundle"), EXPECTED))
                    .toList();
        }

        @Override
        boolean isPrinted() {
            return false;
        }
    };

    /** Few, so that most kinds are warned of: that must be as fast as everything else. */
    private static final KnownKinds EXPECTED =
            KnownKinds.expected(List.of(Kind.SPACE, Kind.USER, Kind.of("File", "Dir"), Kind.of("Artifact", "Bind")));

    /** A text that is good, in any spelling. */
    abstract String make(Choices choices, Spelling spelling);

    /** The value of a text; what is wrong with it is thrown. */
    abstract Object read(String text);

    /** Whether a value prints as a text that can be read. */
    boolean isPrinted() {
        return true;
    }

    /** The text that a value prints as. */
    String print(Object value) {
        return value.toString();
    }

    /** What the target is called in files and options. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
