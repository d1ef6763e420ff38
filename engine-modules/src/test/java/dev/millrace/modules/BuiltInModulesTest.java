package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.BlockRole;
import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.ModuleProvider;
import dev.millrace.module.Output;
import dev.millrace.modules.file.FileRoots;
import dev.millrace.test.ModuleTester;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInModulesTest {
    private static final Set<Effect> HARMLESS = Set.of(Effect.PURE, Effect.REPEATABLE);

    @TempDir
    Path folder;

    static List<ModuleDescriptor> descriptors() {
        return new BuiltInModules().modules().stream().map(Module::descriptor).toList();
    }

    record Example(Module module, ModuleExample example) {
        @Override
        public String toString() {
            return module.descriptor().id() + ": " + example.name().english();
        }
    }

    static Stream<Example> examples() {
        return new BuiltInModules()
                .modules().stream()
                        .flatMap(module ->
                                module.descriptor().examples().stream().map(example -> new Example(module, example)));
    }

    @Test
    void provider_is_found_by_the_service_loader() {
        assertThat(ServiceLoader.load(ModuleProvider.class)).hasAtLeastOneElementOfType(BuiltInModules.class);
    }

    @Test
    void no_two_modules_answer_to_the_same_name() {
        List<String> names = new ArrayList<>();

        for (ModuleDescriptor module : descriptors()) {
            names.add(module.id());
            names.addAll(module.aliases());
        }

        assertThat(names).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("descriptors")
    void module_has_a_plain_id_an_icon_and_a_known_effect(ModuleDescriptor module) {
        assertThat(module.id()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
        assertThat(module.icon()).startsWith("ic_");
        boolean reachesOthers = module.category() == Category.NETWORK || module.category() == Category.FILE;
        assertThat(HARMLESS.contains(module.effect()) || reachesOthers)
                .as("only what reaches others or files may do harm when it is done twice")
                .isTrue();
        assertThat(module.block()).isEqualTo(BlockRole.NONE);
        assertThat(module.examples()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("descriptors")
    void inputs_and_outputs_have_distinct_names(ModuleDescriptor module) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();

        for (Input input : module.inputs()) {
            inputs.add(input.id());
            inputs.addAll(input.aliases());
        }
        for (Output output : module.outputs()) {
            outputs.add(output.id());
            outputs.addAll(output.aliases());
        }

        assertThat(inputs).doesNotHaveDuplicates();
        assertThat(outputs).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("descriptors")
    void legacy_labels_defaults_and_visibility_name_existing_options(ModuleDescriptor module) {
        for (Input input : module.inputs()) {
            List<String> options = input.constraints().options();
            input.legacyOptions()
                    .forEach((label, option) -> assertThat(options).as(label).contains(option));
            if (!options.isEmpty() && input.defaultValue() != null) {
                assertThat(options).contains(String.valueOf(input.defaultValue()));
            }
            if (input.visibleWhen() != null) {
                Input other = module.input(input.visibleWhen().input()).orElseThrow();
                assertThat(other.constraints().options())
                        .containsAll(input.visibleWhen().values());
            }
        }
    }

    /** An expression has its value from the engine, so those examples run in the engine's own tests. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void example_uses_declared_inputs_and_gives_the_stated_outputs(Example example) throws IOException {
        ModuleDescriptor module = example.module().descriptor();
        Set<String> parameters = example.example().parameters().keySet();
        assertThat(parameters).allMatch(name -> module.input(name).isPresent());
        boolean hasExpression = parameters.stream()
                .anyMatch(name -> module.input(name).orElseThrow().syntax() == Input.Syntax.EXPRESSION);
        if (!hasExpression && !example.example().outputs().isEmpty()) {
            ModuleTester.of(example.module())
                    .service(FileRoots.class, ExampleFiles.in(folder))
                    .with(example.example().parameters())
                    .run()
                    .hasOutputs(example.example().outputs());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void required_inputs_are_given_in_examples(Example example) {
        Set<String> given = example.example().parameters().keySet();

        for (Input input : example.module().descriptor().inputs()) {
            boolean excused = input.requiredUnless() != null && given.contains(input.requiredUnless());
            assertThat(!input.isRequired() || excused || given.contains(input.id()))
                    .as(input.id())
                    .isTrue();
        }
    }

    @Test
    void phone_modules_are_known_though_not_offered() {
        List<ModuleDescriptor> unavailable = new BuiltInModules().unavailable();

        assertThat(unavailable).hasSize(110);
        assertThat(unavailable).extracting(ModuleDescriptor::id).doesNotHaveDuplicates();
        assertThat(unavailable).allSatisfy(module -> {
            assertBothLanguages(module.name());
            assertBothLanguages(module.description());
        });
    }

    @Test
    void phone_modules_keep_their_place_in_blocks() {
        List<ModuleDescriptor> unavailable = new BuiltInModules().unavailable();

        assertThat(block(unavailable, "vflow.ui.activity.start"))
                .isEqualTo(BlockRole.start("ui_activity", "vflow.ui.activity.end"));
        assertThat(block(unavailable, "vflow.ui.activity.show")).isEqualTo(BlockRole.middle("ui_activity"));
        assertThat(block(unavailable, "vflow.ui.on_event.end")).isEqualTo(BlockRole.end("ui_on_event"));
        assertThat(block(unavailable, "vflow.core.wifi")).isEqualTo(BlockRole.NONE);
    }

    @Test
    void every_block_that_starts_among_phone_modules_has_its_end() {
        List<ModuleDescriptor> unavailable = new BuiltInModules().unavailable();
        Set<String> ids =
                new HashSet<>(unavailable.stream().map(ModuleDescriptor::id).toList());

        assertThat(unavailable)
                .filteredOn(module -> module.block().position() == BlockRole.Position.START)
                .hasSize(3)
                .allSatisfy(module -> assertThat(ids).contains(module.block().endModuleId()));
    }

    @Test
    void phone_modules_are_in_the_categories_of_the_catalogue() {
        List<ModuleDescriptor> unavailable = new BuiltInModules().unavailable();

        assertThat(unavailable)
                .extracting(ModuleDescriptor::category)
                .contains(Category.TRIGGER, Category.UI_INTERACTION, Category.SHIZUKU)
                .doesNotContain(Category.LOGIC, Category.DATA);
    }

    private static BlockRole block(List<ModuleDescriptor> modules, String id) {
        return modules.stream()
                .filter(module -> module.id().equals(id))
                .findFirst()
                .orElseThrow()
                .block();
    }

    private static void assertBothLanguages(LocalizedText text) {
        assertThat(text.chinese()).isNotBlank();
        assertThat(text.english()).isNotBlank();
    }
}
