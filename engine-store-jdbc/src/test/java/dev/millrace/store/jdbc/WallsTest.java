package dev.millrace.store.jdbc;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom among the stores. */
class WallsTest {
    private static final String ROOT = "dev.millrace.store.jdbc";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final String[] CORE = {
        "dev.millrace.workflow",
        "dev.millrace.module",
        "dev.millrace.store",
        "dev.millrace.observe",
        "dev.millrace.history",
        "dev.millrace.value",
        "dev.millrace.work"
    };

    @Test
    void rules_look_at_the_stores() {
        assertThat(CLASSES.size()).isGreaterThan(30);
    }

    @Test
    void stores_use_the_ports_of_the_core_and_nothing_of_the_engine() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.millrace..")
                        .and(not(resideInAnyPackage(CORE)))
                        .and(not(resideInAPackage(ROOT + ".."))))
                .because("a store keeps what it is given; what that means is decided by those who give it")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles_and_stores_do_not_know_one_another() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching(ROOT + ".(record|workflow|execution|work|history)..")
                .should()
                .notDependOnEachOther()
                .because("what two of them need belongs to database or content")
                .check(CLASSES);
    }

    @Test
    void database_knows_nothing_of_what_is_stored() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".database")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.millrace.workflow",
                        "dev.millrace.module",
                        "dev.millrace.observe",
                        "dev.millrace.history",
                        "dev.millrace.work"))
                .because("the writer and its dialects are there for every store")
                .check(CLASSES);
    }

    @Test
    void only_the_database_package_meets_connections_and_drivers() {
        noClasses()
                .that(not(resideInAPackage(ROOT + ".database")))
                .and()
                .doNotHaveSimpleName("PostgresUrl")
                .should()
                .dependOnClassesThat(resideInAPackage("java.sql")
                        .and(describe("are no exceptions", type -> !type.isAssignableTo(Throwable.class)))
                        .or(resideInAnyPackage("org.sqlite..", "org.postgresql..")))
                .because("statements go through a Session, which takes values as parameters only")
                .check(CLASSES);
    }

    @Test
    void no_class_is_called_a_helper() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Managers?|Common|Base)")
                .because("a function stands beside the type it serves, or its idea has a name")
                .check(CLASSES);
    }
}
