package dev.millrace.modules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What modules may reach: the engine's time, randomness and threads, and nothing of the machine. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.modules");
    private static final JavaClasses EGRESS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.egress");
    private static final JavaClasses JSON = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.millrace.json");

    private static final String[] EXPORTED = {
        "dev.millrace",
        "dev.millrace.workflow",
        "dev.millrace.module",
        "dev.millrace.store",
        "dev.millrace.observe",
        "dev.millrace.value",
        "dev.millrace.work"
    };

    /** Reads the machine's clock, randomness or environment. */
    private static final Map<String, Set<String>> MACHINE_READINGS = Map.of(
            "java.lang.System", Set.of("currentTimeMillis", "nanoTime", "getenv", "exit", "load", "loadLibrary"),
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.time.ZoneId", Set.of("systemDefault"));

    @Test
    void rules_look_at_the_modules() {
        assertThat(CLASSES.size()).isGreaterThan(60);
    }

    @Test
    void modules_use_the_exported_packages_of_the_core_only() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.millrace..")
                        .and(not(resideInAnyPackage(EXPORTED)))
                        .and(not(resideInAnyPackage(
                                "dev.millrace.modules..", "dev.millrace.egress", "dev.millrace.json"))))
                .because("other packages are the engine's own; ask for what is missing in the SPI")
                .check(CLASSES);
    }

    @Test
    void modules_have_no_threads_of_their_own() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        nameMatching(
                                "java\\.lang\\.Thread(Group|Local)?|java\\.util\\.Timer|java\\.util\\.concurrent\\.(Executors|ForkJoinPool|.*Executor|.*ExecutorService)"))
                .because("a module answers, declares that it blocks, or returns a wait or a completion stage")
                .check(CLASSES);
    }

    @Test
    void modules_read_neither_the_machine_s_clock_nor_its_environment() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("the machine is read") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return readsTheMachine(call.getTarget());
                    }
                })
                .because("the step's context has now(), zone() and random(), which tests and recovery can repeat")
                .check(CLASSES);
    }

    private static boolean readsTheMachine(MethodCallTarget target) {
        String owner = target.getOwner().getName();
        boolean isNow = owner.startsWith("java.time.") && target.getName().equals("now");
        return isNow || MACHINE_READINGS.getOrDefault(owner, Set.of()).contains(target.getName());
    }

    @Test
    void modules_use_no_randomness_but_the_engine_s() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        nameMatching(
                                "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)|java\\.security\\.SecureRandom"))
                .because("the step's context has random()")
                .check(CLASSES);
    }

    @Test
    void modules_touch_no_files_but_the_file_modules() {
        noClasses()
                .that(not(resideInAPackage("dev.millrace.modules.file")))
                .should()
                .dependOnClassesThat(resideInAPackage("java.nio.file..")
                        .or(nameMatching("java\\.io\\.(File|RandomAccessFile|File.*Stream|FileReader|FileWriter)"))
                        .or(resideInAPackage("java.nio.channels..")))
                .because("files belong to the file modules, under configured roots")
                .check(CLASSES);
    }

    /** Whoever opens files by path must have got the path from one of these. */
    @Test
    void files_are_opened_by_rooted_paths_only() {
        noClasses()
                .that(not(nameMatching(".*\\.file\\.(Folder|RootedPath|FileRoot)")))
                .should()
                .dependOnClassesThat(
                        nameMatching(
                                "java\\.nio\\.file\\.(Files|Paths|FileSystems)|java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)"))
                .because("a file is reached through a RootedPath, which cannot leave its root")
                .check(CLASSES);
    }

    @Test
    void modules_touch_no_network_but_for_this_machine_and_mail() {
        noClasses()
                .that(not(nameMatching(".*\\.(SystemInfo|GetIp|SmtpConnection(\\$.*)?)")))
                .should()
                .dependOnClassesThat(network())
                .because("the network is reached through the egress policy only")
                .check(CLASSES);
    }

    @Test
    void calls_go_through_the_egress_package_and_no_library_beside_it() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.hc.."))
                .because("what is reached without dev.millrace.egress is reached without its policy")
                .check(CLASSES);
    }

    @Test
    void egress_knows_neither_modules_nor_the_engine() {
        assertThat(EGRESS.size()).isGreaterThan(20);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.millrace..")
                        .and(not(resideInAnyPackage("dev.millrace.egress", "dev.millrace.value"))))
                .because("scripts and hosts use it without them")
                .check(EGRESS);
    }

    @Test
    void egress_shows_no_type_of_the_library_below() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawReturnType(resideInAPackage("org.apache.."))
                .orShould()
                .haveRawParameterTypes(DescribedPredicate.anyElementThat(resideInAPackage("org.apache..")))
                .because("the library can be replaced as long as nobody sees it")
                .check(EGRESS);
    }

    private static DescribedPredicate<JavaClass> network() {
        DescribedPredicate<JavaClass> textOnly = DescribedPredicate.describe(
                "code text",
                type -> type.getName().matches("java\\.net\\.(URLEncoder|URLDecoder|URI|URISyntaxException)"));
        return resideInAnyPackage("java.net..", "javax.net..", "java.rmi..").and(not(textOnly));
    }

    @Test
    void no_class_is_called_a_helper() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Managers?|Common|Base)")
                .because("a function stands beside the type it serves, or its idea has a name")
                .check(CLASSES);
    }

    @Test
    void json_knows_values_only() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.millrace..")
                        .and(not(resideInAnyPackage("dev.millrace.json", "dev.millrace.value"))))
                .because("modules, interfaces and scripts each say in their own words what is wrong with a text")
                .check(JSON);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.millrace.modules.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
