package dev.millrace;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.RandomAccessFile;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, and what only one place may do. The text of a rule says how to fix what breaks it. */
class WallsTest {
    private static final URL LOCATION =
            Millrace.class.getProtectionDomain().getCodeSource().getLocation();
    private static final JavaClasses ENGINE = new ClassFileImporter().importUrl(LOCATION);

    private static final String ROOT = "dev.millrace";
    private static final Set<String> EXPORTED = Set.of(
            ROOT,
            in("workflow"),
            in("module"),
            in("store"),
            in("observe"),
            in("history"),
            in("value"),
            in("work"),
            in("peer"));

    /** Of the engine's packages, those that each may see; all together give the direction value … dev.millrace. */
    private static final Map<String, Set<String>> SEES = Map.ofEntries(
            Map.entry("value", Set.of()),
            Map.entry("recent", Set.of()),
            Map.entry("template", Set.of("value")),
            Map.entry("module", Set.of("value")),
            Map.entry("workflow", Set.of("value")),
            Map.entry("store", Set.of("workflow", "value")),
            Map.entry("observe", Set.of("module", "value")),
            Map.entry("history", Set.of("observe", "recent", "store")),
            Map.entry("work", Set.of("value")),
            Map.entry("peer", Set.of("value")),
            Map.entry("plan", Set.of("value", "template", "module", "workflow")),
            Map.entry(
                    "execution",
                    Set.of("value", "template", "module", "workflow", "store", "observe", "history", "plan")));

    /** Of all libraries, those that each package may see beside the JDK and the annotations; the others may see none. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "workflow", Set.of("com.fasterxml.jackson.."),
            "store", Set.of("com.fasterxml.jackson..", "org.slf4j..", "com.github.benmanes.caffeine.."),
            "execution", Set.of("com.fasterxml.jackson..", "org.slf4j.."));

    private static String in(String name) {
        return ROOT + "." + name;
    }

    static Stream<Arguments> packages() {
        return SEES.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(entry -> {
            Stream<String> all = Stream.of(
                            Stream.of(in(entry.getKey()), "java..", "org.jspecify.annotations.."),
                            entry.getValue().stream().map(WallsTest::in),
                            LIBRARIES.getOrDefault(entry.getKey(), Set.of()).stream())
                    .flatMap(part -> part);
            return Arguments.of(entry.getKey(), all.toArray(String[]::new));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void package_sees_only_what_lies_below_it(String name, String[] allowed) {
        check(classes()
                .that()
                .resideInAPackage(in(name))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(describe("are primitive", WallsTest::isPrimitive)))
                .because("knowledge goes value <- template <- plan <- execution <- dev.millrace, and what users"
                        + " implement (module, store, observe) sees none of the machinery. Fix: move the"
                        + " type down to where both sides may see it, or hand in what is needed through an"
                        + " interface of the lower package; a new library or direction is a decision for"
                        + " docs/decisions and then for the tables of this test"));
    }

    private static boolean isPrimitive(JavaClass type) {
        return type.getBaseComponentType().isPrimitive();
    }

    @Test
    void every_package_has_its_place_in_the_order() {
        Set<String> places = SEES.keySet().stream().map(WallsTest::in).collect(toSet());
        places.add(ROOT);

        assertThat(ENGINE.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(ROOT)))
                .as("Fix: add the new package to the table SEES of this test, with what it may see")
                .isSubsetOf(places);
    }

    @Test
    void packages_have_no_cycles() {
        check(slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a cycle makes one package out of two. Fix: move the type both need into the lower package,"
                        + " or turn one direction into an interface that the lower package declares"));
    }

    @Test
    void exported_packages_are_those_users_need() throws URISyntaxException {
        Set<String> exported =
                ModuleFinder.of(Path.of(LOCATION.toURI()))
                        .find("dev.millrace.core")
                        .orElseThrow()
                        .descriptor()
                        .exports()
                        .stream()
                        .map(Exports::source)
                        .collect(toSet());

        assertThat(exported)
                .as("an exported package is a promise for a whole major version. Fix: keep the type in an exported"
                        + " package, or decide on a new one and change module-info.java and this test together")
                .isEqualTo(EXPORTED);
    }

    @Test
    void exported_signatures_hold_only_exported_types_and_types_of_the_jdk() {
        check(classes()
                .that(describe("are exported", WallsTest::isExported))
                .should(haveSignaturesOf(resideInAnyPackage("java..", "org.jspecify.annotations..")
                        .or(describe("are exported", type -> EXPORTED.contains(type.getPackageName())))
                        .or(describe("are primitive", WallsTest::isPrimitive))))
                .because("users must not compile against libraries we may replace, nor against packages they"
                        + " cannot see. Fix: give the member the least access that does, or take a type of"
                        + " our own or of the JDK"));
    }

    private static boolean isExported(JavaClass type) {
        boolean isOpen = type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
        return isOpen
                && EXPORTED.contains(type.getPackageName())
                && type.getEnclosingClass().map(WallsTest::isExported).orElse(true);
    }

    private static ArchCondition<JavaClass> haveSignaturesOf(DescribedPredicate<JavaClass> allowed) {
        return new ArchCondition<>("have signatures of such types only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.concat(Stream.of(type.getSuperclass()).flatMap(Optional::stream), type.getInterfaces().stream())
                        .forEach(above -> report(type.getName() + " extends or implements", above, events));
                type.getMembers().stream()
                        .filter(WallsTest::isPromise)
                        .forEach(member -> typesOf(member).forEach(used -> report(member.getFullName(), used, events)));
            }

            private void report(String where, JavaType used, ConditionEvents events) {
                used.getAllInvolvedRawTypes().stream()
                        .filter(not(allowed))
                        .forEach(strange -> events.add(
                                SimpleConditionEvent.violated(strange, where + " mentions " + strange.getName())));
            }
        };
    }

    private static boolean isPromise(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> typesOf(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(code.getReturnType()),
                        code.getParameterTypes().stream(),
                        code.getThrowsClause().stream().map(thrown -> (JavaType) thrown.getRawType()))
                .flatMap(part -> part);
    }

    @Test
    void time_ids_and_chance_come_from_outside() {
        check(noClasses()
                .that(areNot("dev.millrace.store.SystemClock", "dev.millrace.store.SystemTimers"))
                .and(areNot("dev.millrace.MillraceBuilder", "dev.millrace.ExecutionIds$Source"))
                .and(areNot("dev.millrace.workflow.Surroundings"))
                // a search is to end after so much real time, even where the engine's clock stands still
                .and(areNot("dev.millrace.value.SafePattern", "dev.millrace.value.SafePattern$BoundedText"))
                // so are the evaluations of one expression over a long list
                .and(areNot("dev.millrace.execution.TimedExpression"))
                .should()
                .callCodeUnitWhere(describe("reads the clock or the dice of the machine", WallsTest::readsTheMachine))
                .because("an execution must run the same way again from its journal, and tests move the clock"
                        + " by hand. Fix: ask environment.clock(), random() or ids(); a reader of"
                        + " workflows asks its Surroundings"));
    }

    private static boolean readsTheMachine(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        String owner = target.getOwner().getName();
        String name = target.getName();
        boolean readsClock = owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(name)
                || owner.startsWith("java.time.") && name.equals("now") && !hasClock(target)
                || Set.of("java.time.Clock", "java.time.InstantSource").contains(owner) && name.startsWith("system")
                || Set.of("java.time.ZoneId", "java.util.TimeZone").contains(owner)
                        && Set.of("systemDefault", "getDefault").contains(name)
                || isConstructor(target, "java.util.Date")
                        && target.getParameterTypes().isEmpty();
        boolean throwsDice = owner.equals("java.util.UUID") && name.equals("randomUUID")
                || owner.equals("java.lang.Math") && name.equals("random")
                || owner.equals("java.util.concurrent.ThreadLocalRandom")
                || isConstructor(target, "java.util.Random")
                || isConstructor(target, "java.util.SplittableRandom")
                || isConstructor(target, "java.security.SecureRandom");
        return readsClock || throwsDice;
    }

    private static boolean hasClock(CodeUnitCallTarget target) {
        return target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(java.time.Clock.class));
    }

    private static boolean isConstructor(CodeUnitCallTarget target, String owner) {
        return target.getName().equals("<init>") && target.getOwner().getName().equals(owner);
    }

    @Test
    void threads_are_made_in_two_places_only() {
        check(noClasses()
                .that(areNot("dev.millrace.store.SystemTimers", "dev.millrace.execution.Workers"))
                .should()
                .callCodeUnitWhere(describe("makes threads or takes those of the JVM", WallsTest::makesThreads))
                .because("every thread must have a name, a bound and an end in close(). Fix: hand the work to"
                        + " environment.workers() or environment.blocking(), or set a timer"));
    }

    private static boolean makesThreads(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        JavaClass owner = target.getOwner();
        boolean constructs = target.getName().equals("<init>")
                && Stream.of(
                                Thread.class,
                                ThreadPoolExecutor.class,
                                ScheduledThreadPoolExecutor.class,
                                ForkJoinPool.class)
                        .anyMatch(owner::isAssignableTo);
        boolean runsInCommonPool = owner.isEquivalentTo(CompletableFuture.class)
                        && target.getName().endsWith("Async")
                        && target.getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(java.util.concurrent.Executor.class))
                || owner.isAssignableTo(BaseStream.class) && target.getName().equals("parallel")
                || target.getName().equals("parallelStream");
        return constructs
                || runsInCommonPool
                || owner.isEquivalentTo(Executors.class)
                || owner.isEquivalentTo(ForkJoinPool.class) && target.getName().equals("commonPool");
    }

    @Test
    void nothing_sleeps_or_spins() {
        check(noClasses()
                .should()
                .callMethodWhere(describe(
                        "holds a thread to pass time",
                        call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                && Set.of("sleep", "yield", "onSpinWait").contains(call.getName())))
                .because("a wait that holds a thread cannot be written down or cancelled, and starves others."
                        + " Fix: answer with StepResult.waiting, or set a timer"));
    }

    @Test
    void settings_of_the_machine_are_not_read() {
        check(noClasses()
                .that(areNot("dev.millrace.DeviceInfo")) // it tells authors about the machine, and does nothing else
                .should()
                .callMethodWhere(describe(
                        "reads settings of the process",
                        call -> call.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("getenv", "getProperty", "getProperties", "exit")
                                        .contains(call.getName())))
                .because("two engines in one JVM must not share settings that nobody sees. Fix: a method of the"
                        + " builder"));
    }

    @Test
    void files_are_touched_by_the_readers_of_workflows_only() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("workflow"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.util.zip..")
                                .or(describe("are files", WallsTest::isFile)))
                .because("where the engine keeps things is for the ports in dev.millrace.store to say, and what modules"
                        + " may touch is for their file and network policies. Fix: go through a port"));
    }

    private static boolean isFile(JavaClass type) {
        return type.getName().startsWith("java.io.File") || type.isEquivalentTo(RandomAccessFile.class);
    }

    @Test
    void nothing_is_kept_with_a_thread() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .because("an execution moves from thread to thread, and with virtual threads each would have its own"
                        + " copy. Fix: keep it in the execution, or pass it along"));
    }

    @Test
    void console_is_left_to_the_application() {
        check(noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("a library writes to the log. Fix: SLF4J, or an observer"));
    }

    @Test
    void names_say_what_a_type_is() {
        check(noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such a name fits anything, so anything is put there. Fix: put the function beside the type it"
                        + " serves, or name the idea (Durations, BlockPairs); name one of several by its difference"));
    }

    private static DescribedPredicate<JavaClass> areNot(String... names) {
        List<String> all = Arrays.asList(names);
        return describe("are not " + String.join(" or ", new TreeSet<>(all)), type -> !all.contains(type.getName()));
    }

    private static void check(ArchRule rule) {
        rule.check(ENGINE);
    }
}
