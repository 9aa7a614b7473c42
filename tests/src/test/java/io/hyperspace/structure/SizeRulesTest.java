package io.hyperspace.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files and methods stay small. */
final class SizeRulesTest {

    private static final int MAX_FILE = 500;
    private static final int LARGE_FILE = 300;
    private static final int SMALL_FILE = 150;
    private static final int MAX_METHOD = 60;
    private static final int SMALL_METHOD = 15;

    private record Method(Path file, String name, long lines) {}

    @Test
    void noFileIsOver500LinesFewOver300AndMostUnder150() throws IOException {
        List<Path> files = Sources.all();
        List<String> tooLarge = new ArrayList<>();
        int large = 0;
        int small = 0;
        for (Path file : files) {
            int lines = Files.readAllLines(file).size();
            if (lines > MAX_FILE) {
                tooLarge.add(file + ": " + lines);
            }
            large += lines > LARGE_FILE ? 1 : 0;
            small += lines <= SMALL_FILE ? 1 : 0;
        }

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(tooLarge).isEmpty();
        assertThat(large).as("files over 300 lines").isLessThanOrEqualTo(files.size() / 20);
        assertThat(small).as("files up to 150 lines").isGreaterThan(files.size() / 2);
    }

    @Test
    void noMethodIsOver60LinesAndMostAreUnder15() throws IOException {
        List<Method> methods = methods(Sources.all());

        assertThat(methods).hasSizeGreaterThan(500);
        assertThat(methods).filteredOn(method -> method.lines() > MAX_METHOD).isEmpty();
        assertThat(methods)
                .filteredOn(method -> method.lines() <= SMALL_METHOD)
                .hasSizeGreaterThan(methods.size() * 2 / 3);
    }

    private static List<Method> methods(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Method> methods = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Measure(unit, positions, methods), null);
            }
        }
        return methods;
    }

    /** Notes the length of every method with a body, from its first line to its last, without its documentation. */
    private static final class Measure extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> methods;

        Measure(CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
            this.unit = unit;
            this.positions = positions;
            this.methods = methods;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long start = positions.getStartPosition(unit, method);
            long end = positions.getEndPosition(unit, method);
            if (method.getBody() != null && start >= 0 && end >= 0) {
                LineMap lines = unit.getLineMap();
                long length = lines.getLineNumber(end) - lines.getLineNumber(start) + 1;
                Path file = Path.of(unit.getSourceFile().toUri());
                methods.add(new Method(file, method.getName().toString(), length));
            }
            return super.visitMethod(method, null);
        }
    }
}
