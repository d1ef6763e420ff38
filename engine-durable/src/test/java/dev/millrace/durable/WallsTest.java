package dev.millrace.durable;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom in the cluster engine. */
class WallsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.durable");

    @Test
    void rules_look_at_the_cluster() {
        assertThat(CLASSES.size()).isGreaterThan(20);
    }

    @Test
    void cluster_knows_the_engine_from_outside_and_the_stores() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.millrace.execution..", "dev.millrace.plan..", "dev.millrace.template.."))
                .because("the interpreter does not know where it runs, and who spreads it does not know how it works")
                .check(CLASSES);
    }

    @Test
    void only_the_takeover_queue_knows_who_hands_executions_out() {
        noClasses()
                .that(not(nameMatching(".*\\.TakeoverQueue(\\$.*)?")))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.dbos.."))
                .because("another dispatcher could take its place")
                .check(CLASSES);
    }

    @Test
    void only_the_server_and_the_watch_meet_connections() {
        noClasses()
                .that(not(nameMatching(".*\\.(Server|Watch)(\\$.*)?")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.postgresql..")
                        .or(nameMatching("java\\.sql\\.(Connection|DriverManager|(Prepared)?Statement|ResultSet)")))
                .because("the others' statements go through a Session, which takes values as parameters only")
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
