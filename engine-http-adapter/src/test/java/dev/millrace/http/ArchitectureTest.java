package dev.millrace.http;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

/** exchange <- route <- access <- editor, application <- dev.millrace.http: who may know whom. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.http");

    @Test
    void rules_look_at_the_adapter() {
        assertThat(CLASSES.size()).isGreaterThan(40);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.millrace.http.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching("dev.millrace.http.editor.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void requests_and_routes_know_no_api() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.millrace.http.exchange", "dev.millrace.http.route", "dev.millrace.http.access")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.millrace.http.editor..", "dev.millrace.http.application.."))
                .because("other APIs use them too")
                .check(CLASSES);
    }

    @Test
    void secrets_are_compared_in_one_place() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.millrace.http.access.Secret")
                .and()
                .doNotHaveFullyQualifiedName("dev.millrace.http.access.StoredSecret")
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .because("the time of a comparison must tell nothing: use Secret.matches")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.millrace.http.access.Secret")
                .and()
                .doNotHaveFullyQualifiedName("dev.millrace.http.access.StoredSecret")
                .and()
                .doNotHaveFullyQualifiedName("dev.millrace.http.application.KeyProtection")
                .should()
                .dependOnClassesThat(resideInAPackage("javax.crypto.."))
                .because("secrets are hashed and encrypted in few places, which are easy to look at")
                .check(CLASSES);
        fields().that()
                .areDeclaredInClassesThat()
                .haveNameMatching(".*\\.Pairing(\\$.*)?")
                .should()
                .notHaveRawType(String.class)
                .because("a text could be compared letter by letter: keep a Secret")
                .check(CLASSES);
    }

    @Test
    void only_the_server_knows_its_library() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.millrace.http")
                .should()
                .dependOnClassesThat(resideInAPackage("org.eclipse.jetty.."))
                .because("the servlet runs in other containers too")
                .check(CLASSES);
    }

    @Test
    void the_engine_is_used_through_its_exported_packages_only() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.millrace..")
                        .and(not(resideInAnyPackage(
                                "dev.millrace",
                                "dev.millrace.form",
                                "dev.millrace.history",
                                "dev.millrace.module",
                                "dev.millrace.observe",
                                "dev.millrace.peer",
                                "dev.millrace.store",
                                "dev.millrace.value",
                                "dev.millrace.work",
                                "dev.millrace.workflow",
                                "dev.millrace.http.."))))
                .because("other packages are the engine's own; ask for what is missing in its API")
                .check(CLASSES);
    }
}
