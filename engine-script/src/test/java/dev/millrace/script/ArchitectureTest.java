package dev.millrace.script;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know the script engine, and what scripts' code may touch of the machine. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.script");

    private static final String[] ENGINE = {"org.graalvm..", "com.oracle.."};

    @Test
    void rules_look_at_the_runners() {
        assertThat(CLASSES.size()).isGreaterThan(60);
    }

    @Test
    void only_one_package_knows_the_language_s_engine() {
        noClasses()
                .that(not(resideInAPackage("dev.millrace.script.graal")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ENGINE))
                .because("scripts are reached through ScriptRunner, and nothing of the engine is loaded without one")
                .check(CLASSES);
    }

    @Test
    void only_one_class_knows_the_parser_that_is_no_public_interface() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(LastValue|Programs)")
                .should()
                .dependOnClassesThat(resideInAPackage("com.oracle.js.parser.."))
                .because("a new version of the language may change it")
                .check(CLASSES);
    }

    @Test
    void core_is_used_through_its_exported_packages_only() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.millrace..")
                        .and(not(resideInAnyPackage(
                                "dev.millrace",
                                "dev.millrace.module",
                                "dev.millrace.value",
                                "dev.millrace.json",
                                "dev.millrace.proxy",
                                "dev.millrace.script.."))))
                .because("other packages are the engine's own; ask for what is missing in the SPI")
                .check(CLASSES);
    }

    @Test
    void what_scripts_see_knows_no_runner() {
        classes()
                .that()
                .resideInAPackage("dev.millrace.script")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.millrace.script",
                        "dev.millrace.json",
                        "dev.millrace.module",
                        "dev.millrace.proxy",
                        "java..",
                        "org.jspecify.."))
                .because("another runner must be possible")
                .check(CLASSES);
    }

    @Test
    void runners_know_what_a_call_is_and_not_what_makes_it() {
        noClasses()
                .that(resideInAnyPackage("dev.millrace.script.graal", "dev.millrace.script.child"))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.millrace.proxy..")
                        .and(not(nameMatching(
                                ".*\\.proxy\\.(ProxyCall|ProxyError|ErrorCode|Arguments|JsonArguments)(\\$.*)?"))))
                .because("what a script calls is the business of its host")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.millrace.script.(*)..")
                .should()
                .beFreeOfCycles()
                .because("script <- graal <- child, step; move what both need into script")
                .check(CLASSES);
    }

    @Test
    void network_is_never_touched_and_files_only_where_classes_are_listed() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "java.nio.channels.."))
                .because("a script's calls go through the door of its host")
                .check(CLASSES);
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(EngineClasses|Child)")
                .should()
                .dependOnClassesThat(resideInAPackage("java.nio.file.."))
                .because("scripts have no files")
                .check(CLASSES);
    }
}
