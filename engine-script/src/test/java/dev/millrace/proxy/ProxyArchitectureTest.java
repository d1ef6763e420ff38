package dev.millrace.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the proxy may reach. */
class ProxyArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.proxy");

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.millrace.(**)").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("dev.millrace.proxy.log", "dev.millrace.proxy.platform")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.millrace.proxy")
                .because("configuration and log know nothing of calls")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.millrace.script..")
                .because("script -> proxy; interfaces are called without scripts too")
                .check(CLASSES);
    }

    @Test
    void network_is_reached_through_the_egress_policy_only() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(http\\..*|Socket|URL|URLConnection|InetAddress|HttpURLConnection)")
                .because("the client of dev.millrace.egress checks addresses")
                .check(CLASSES);
    }

    @Test
    void proxy_has_no_threads_of_its_own() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.Thread|java\\.util\\.concurrent\\.(Executors|.*ExecutorService)")
                .because("a call that waits holds no thread")
                .check(CLASSES);
    }
}
