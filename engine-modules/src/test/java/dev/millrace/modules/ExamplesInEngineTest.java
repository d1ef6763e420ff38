package dev.millrace.modules;

import static dev.millrace.modules.ManualEngine.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.StartRequest;
import dev.millrace.egress.HttpClient;
import dev.millrace.module.BlockRole;
import dev.millrace.module.Category;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.modules.file.FileRoots;
import dev.millrace.modules.host.MailServer;
import dev.millrace.modules.host.Questions;
import dev.millrace.modules.network.ExampleNetwork;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.value.PlainValue;
import dev.millrace.work.Completion;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of every module, run as a user would run it, and every phone module, as far as it goes. */
class ExamplesInEngineTest {
    private static final Questions ALWAYS_SEVEN = (kind, prompt) -> CompletableFuture.completedFuture(Optional.of("7"));

    private final ExampleNetwork network = new ExampleNetwork();
    private ManualEngine engine;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        FileRoots roots = ExampleFiles.in(folder);
        engine = ManualEngine.with(builder -> builder.service(Questions.class, ALWAYS_SEVEN)
                .service(FileRoots.class, roots)
                .service(HttpClient.class, network.client())
                .service(MailServer.class, network.mailServer()));
    }

    @AfterEach
    void close() {
        engine.close();
        network.close();
    }

    record Example(String moduleId, Category category, ModuleExample example) {
        boolean isTrigger() {
            return category == Category.TRIGGER;
        }

        @Override
        public String toString() {
            return moduleId + ": " + example.name().english();
        }
    }

    static Stream<Example> examples() {
        return new BuiltInModules()
                .modules().stream().map(Module::descriptor).flatMap(ExamplesInEngineTest::examplesOf);
    }

    private static Stream<Example> examplesOf(ModuleDescriptor module) {
        return Stream.concat(Stream.of(module.id()), module.aliases().stream())
                .flatMap(id -> module.examples().stream().map(example -> new Example(id, module.category(), example)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void example_has_no_problems_and_gives_its_outputs(Example example) {
        Workflow workflow = inEngine(example);

        List<Problem> problems = engine.millrace.check(workflow);

        assertThat(problems).isEmpty();
        assertGivesItsOutputs(workflow, example);
    }

    private void assertGivesItsOutputs(Workflow workflow, Example example) {
        ExecutionHandle handle = engine.start(workflow, request(example));
        engine.millrace.workItems().list(WorkItemFilter.open()).forEach(this::answer);
        ExecutionResult result =
                example.category() == Category.NETWORK ? engine.finish(handle) : engine.toItsEnd(handle);

        assertThat(result.error()).isEmpty();
        if (!example.example().outputs().isEmpty()) {
            assertThat(result.outputs("s"))
                    .isEqualTo(PlainValue.dictionary(example.example().outputs()));
        }
    }

    private void answer(WorkItem item) {
        String person = item.assignment().assignees().get(0);
        String action = item.assignment().actions().get(0);
        engine.millrace.workItems().complete(item.id(), Completion.of(person, action));
    }

    private static Workflow inEngine(Example example) {
        Map<String, ?> parameters = example.example().parameters();
        return example.isTrigger()
                ? workflow().trigger("s", example.moduleId(), parameters).build()
                : ManualEngine.step(example.moduleId(), parameters).build();
    }

    private static StartRequest request(Example example) {
        return example.isTrigger() ? StartRequest.plain().withTrigger("s", null) : StartRequest.plain();
    }

    @Test
    void phone_module_is_a_warning_and_fails_when_it_is_reached() {
        List<ModuleDescriptor> modules = phoneModules().stream()
                .filter(module -> module.block().equals(BlockRole.NONE))
                .toList();

        assertThat(modules).hasSizeGreaterThan(90);
        assertThat(modules).allSatisfy(module -> {
            Workflow workflow = workflow()
                    .step("l", "log", Map.of("message", "before"))
                    .step("s", module.id(), Map.of("anything", "{{l.success}}"))
                    .step("o", "output", Map.of("value", "{{s.whatever}}"))
                    .build();
            assertUnavailable(workflow, module.id());
        });
    }

    @Test
    void phone_module_that_starts_a_block_is_a_warning_and_fails_when_it_is_reached() {
        List<ModuleDescriptor> starts = phoneModules().stream()
                .filter(module -> module.block().position() == BlockRole.Position.START)
                .toList();

        assertThat(starts).hasSize(3);
        assertThat(starts).allSatisfy(module -> {
            Workflow workflow = workflow()
                    .step("s", module.id())
                    .step("l", "log", Map.of("message", "inside"))
                    .step("e", String.valueOf(module.block().endModuleId()))
                    .build();
            assertUnavailable(workflow, module.id());
        });
    }

    private void assertUnavailable(Workflow workflow, String moduleId) {
        String message = "module not available on this platform: " + moduleId;
        List<Problem> problems = engine.millrace.check(workflow);
        assertThat(problems).noneMatch(Problem::isError).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE_MODULE);
            assertThat(problem.message()).isEqualTo(message);
        });

        ExecutionResult result = engine.run(workflow, StartRequest.plain());

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().orElseThrow().message()).isEqualTo(message);
        assertThat(result.error().orElseThrow().stepId()).isEqualTo("s");
    }

    @Test
    void phone_module_that_is_not_reached_or_is_skipped_does_no_harm() {
        ExecutionResult result = engine.run(workflow()
                .step("i", "if_condition", Map.of("condition", "1 > 2"))
                .step("a", "vflow.device.click", Map.of())
                .step("e", "endif")
                .step("b", "vflow.device.click", Map.of("__error_policy", "SKIP"))
                .step("o", "output", Map.of("value", "on")));

        assertThat(result.output()).isEqualTo("on");
    }

    private List<ModuleDescriptor> phoneModules() {
        return engine.millrace.modules().entries().stream()
                .filter(entry -> !entry.available())
                .map(ModuleCatalogue.Entry::descriptor)
                .toList();
    }
}
