package io.hyperspace.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dependencies go one way. */
final class DependencyRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.hyperspace");

    @Test
    void theVocabularyKnowsNothingButTheJdkAndItsExpressionEngine() {
        classes()
                .that()
                .resideInAPackage("io.hyperspace.space..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.hyperspace.space..", "java..", "org.jspecify.annotations..", "com.google.re2j..")
                .check(CLASSES);
    }

    @Test
    void theLayersOfTheRuntimeDependDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.hyperspace..")
                .layer("space")
                .definedBy("io.hyperspace.space..")
                .layer("codec")
                .definedBy("io.hyperspace.codec..")
                .layer("provision")
                .definedBy("io.hyperspace.provision..")
                .layer("ripple")
                .definedBy("io.hyperspace.ripple..")
                .layer("watch")
                .definedBy("io.hyperspace.watch..")
                .layer("overview")
                .definedBy("io.hyperspace.overview..")
                .layer("topology")
                .definedBy("io.hyperspace.topology..")
                .layer("driver")
                .definedBy("io.hyperspace.driver..")
                .layer("advert")
                .definedBy("io.hyperspace.advert..")
                .layer("traversal")
                .definedBy("io.hyperspace.traversal..")
                .layer("lane")
                .definedBy("io.hyperspace.lane..")
                .layer("star")
                .definedBy("io.hyperspace.star..")
                .layer("machine")
                .definedBy("io.hyperspace.machine..")
                .layer("registry")
                .definedBy("io.hyperspace.registry..")
                .layer("drivers")
                .definedBy("io.hyperspace.drivers..")
                .layer("edge")
                .definedBy("io.hyperspace", "io.hyperspace.control..", "io.hyperspace.cli..")
                .optionalLayer("top")
                .definedBy("io.hyperspace.sample..", "io.hyperspace.testkit..")
                .whereLayer("machine")
                .mayOnlyBeAccessedByLayers("edge", "top")
                .whereLayer("star")
                .mayOnlyBeAccessedByLayers("machine")
                .whereLayer("lane")
                .mayOnlyBeAccessedByLayers("star", "machine")
                .whereLayer("topology")
                .mayOnlyBeAccessedByLayers("lane", "star", "machine", "edge", "top")
                .whereLayer("traversal")
                .mayOnlyBeAccessedByLayers("star", "machine")
                .whereLayer("advert")
                .mayOnlyBeAccessedByLayers("star", "machine")
                .whereLayer("driver")
                .mayOnlyBeAccessedByLayers("advert", "traversal", "lane", "star", "machine", "drivers", "edge", "top")
                .whereLayer("registry")
                .mayOnlyBeAccessedByLayers("edge", "top")
                .whereLayer("drivers")
                .mayOnlyBeAccessedByLayers("edge", "top")
                .whereLayer("edge")
                .mayOnlyBeAccessedByLayers("top")
                .check(CLASSES);
    }

    @Test
    void largeMessagesAreCutBelowTheParticles() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.hyperspace.freight..",
                        "io.hyperspace.lane..",
                        "io.hyperspace.star..",
                        "io.hyperspace.machine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.hyperspace.freight..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.hyperspace.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theWebAssemblyEngineIsBehindOneSeam() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.hyperspace.drivers.mechtron..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.dylibso.chicory..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineWritesToTheStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.hyperspace.cli..", "io.hyperspace.sample..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void noPackageLivesInTwoModulesAndEachSaysWhatItIsFor() throws IOException {
        Map<String, String> homes = new HashMap<>();
        for (String module : Sources.MODULES) {
            Set<String> packages = new HashSet<>();
            List<Path> files = Sources.of(module, "main");
            for (Path file : files) {
                String source = Files.readString(file);
                String name = source.substring(source.indexOf("package ") + 8);
                packages.add(name.substring(0, name.indexOf(';')));
                Path info = file.resolveSibling("package-info.java");
                assertThat(info).exists();
                assertThat(Files.readString(info)).startsWith("/**").contains("@NullMarked");
            }
            for (String name : packages) {
                String other = homes.put(name, module);
                assertThat(other).as("%s is in %s too", name, module).isNull();
            }
        }
        assertThat(homes).hasSizeGreaterThan(15);
    }
}
