package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.module.BlockRole;
import dev.millrace.module.Constraints;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.UiType;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.value.PlainValue;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an editor can be shown of the catalogue is there, and the examples of the language's own steps run. */
class CatalogueTest {
    private static final Map<String, ExecutionStatus> OTHER_ENDS =
            Map.of("throw", ExecutionStatus.FAILED, "wait_signal", ExecutionStatus.WAITING);
    /** Blocks that need a part between their start and their end. */
    private static final Map<String, String> DIVIDERS = Map.of("parallel", "branch", "try", "finally");

    private static final Set<String> IN_LOOPS = Set.of("break", "continue");

    private final ManualEngine engine = ManualEngine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    static Stream<ModuleDescriptor> everything() {
        return entries().stream().map(ModuleCatalogue.Entry::descriptor);
    }

    static Stream<ModuleDescriptor> offered() {
        return entries().stream().filter(ModuleCatalogue.Entry::available).map(ModuleCatalogue.Entry::descriptor);
    }

    static Stream<ModuleDescriptor> language() {
        Set<String> builtIn = Set.copyOf(new BuiltInModules()
                .modules().stream().map(module -> module.descriptor().id()).toList());
        return offered().filter(module -> !builtIn.contains(module.id()));
    }

    private static List<ModuleCatalogue.Entry> entries() {
        try (Millrace millrace = Millrace.create()) {
            return List.copyOf(millrace.modules().entries());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    void module_has_an_icon_and_speaks_both_languages(ModuleDescriptor module) {
        assertThat(module.icon()).matches("ic_[a-z0-9_]+");
        assertBothLanguages(module.name());
        assertBothLanguages(module.description());
        for (Input input : module.inputs()) {
            assertBothLanguages(input.label());
            assertBothLanguages(input.help());
        }
        for (Output output : module.outputs()) {
            assertBothLanguages(output.label());
            assertBothLanguages(output.help());
        }
        module.examples().forEach(example -> assertBothLanguages(example.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("offered")
    void module_has_examples_and_an_editor_for_each_input(ModuleDescriptor module) {
        assertThat(module.examples()).isNotEmpty();
        for (Input input : module.inputs()) {
            Constraints constraints = input.constraints();
            assertThat(input.uiType() == UiType.DROPDOWN)
                    .as(input.id())
                    .isEqualTo(!constraints.options().isEmpty());
            assertThat(min(constraints)).as(input.id()).isLessThanOrEqualTo(max(constraints));
            if (input.defaultValue() instanceof Number number) {
                assertThat(number.doubleValue()).as(input.id()).isBetween(min(constraints), max(constraints));
            }
        }
    }

    private static double min(Constraints constraints) {
        Double min = constraints.min();
        return min == null ? Double.NEGATIVE_INFINITY : min;
    }

    private static double max(Constraints constraints) {
        Double max = constraints.max();
        return max == null ? Double.POSITIVE_INFINITY : max;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("language")
    void example_of_the_language_runs_in_its_block(ModuleDescriptor module) {
        for (ModuleExample example : module.examples()) {
            engine.millrace.workflows().save(ManualEngine.workflow().id("other").build());
            Workflow workflow = inItsBlock(module, example);

            assertThat(engine.millrace.check(workflow)).noneMatch(Problem::isError);
            ExecutionHandle execution =
                    engine.start(workflow, StartRequest.inputs(Map.of("total", 120, "names", List.of("Ann", "Bo"))));

            assertThat(engine.status(execution))
                    .isEqualTo(OTHER_ENDS.getOrDefault(module.id(), ExecutionStatus.COMPLETED));
            if (!example.outputs().isEmpty()) {
                assertThat(execution.view().outputs().get("s")).isEqualTo(PlainValue.dictionary(example.outputs()));
            }
        }
    }

    private static Workflow inItsBlock(ModuleDescriptor module, ModuleExample example) {
        Workflow.Builder workflow = ManualEngine.workflow();
        String pairing =
                IN_LOOPS.contains(module.id()) ? "loop" : module.block().pairing();
        BlockRole.Position position = module.block().position();
        ModuleDescriptor start = startOf(pairing);
        if (start != null && position != BlockRole.Position.START) {
            workflow.step(
                    "start",
                    start.id(),
                    pairing.equals("if")
                            ? Map.of("condition", "1 > 2")
                            : start.examples().get(0).parameters());
        }
        if (position == BlockRole.Position.END && DIVIDERS.containsKey(pairing)) {
            workflow.step("divider", DIVIDERS.get(pairing));
        }
        workflow.step("s", module.id(), example.parameters());
        if (position == BlockRole.Position.START && DIVIDERS.containsKey(pairing)) {
            workflow.step("divider", DIVIDERS.get(pairing));
        }
        if (start != null && position != BlockRole.Position.END) {
            workflow.step("end", start.block().endModuleId());
        }
        return workflow.step("next", "log", Map.of("message", "next")).build();
    }

    private static @Nullable ModuleDescriptor startOf(String pairing) {
        return language()
                .filter(module -> module.block().position() == BlockRole.Position.START
                        && module.block().pairing().equals(pairing))
                .findFirst()
                .orElse(null);
    }

    private static void assertBothLanguages(LocalizedText text) {
        assertThat(text.chinese()).isNotBlank();
        assertThat(text.english()).isNotBlank();
    }
}
