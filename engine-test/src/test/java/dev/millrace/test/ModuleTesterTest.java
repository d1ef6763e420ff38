package dev.millrace.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.module.Input;
import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ModuleTesterTest {
    @Test
    void module_is_told_that_its_wait_is_given_up() {
        List<String> told = new ArrayList<>();
        Module waiting = new Module() {
            @Override
            public ModuleDescriptor descriptor() {
                return ModuleDescriptor.builder("waiting")
                        .input(Input.text("name"))
                        .build();
            }

            @Override
            public StepResult run(StepContext step) {
                return StepResult.waiting(WakeCondition.signal(step.text("name")));
            }

            @Override
            public void giveUp(StepContext step) {
                told.add(step.text("name"));
            }
        };

        ModuleTester.of(waiting).with("name", "go").giveUp();

        assertThat(told).containsExactly("go");
    }

    @Test
    void parameters_are_known_by_id_and_alias_and_become_plain_values() {
        Module echo = module(step -> StepResult.done("result", step.input("value")));

        ModuleTester.of(echo).with("value", 5).run().hasOutput("result", 5L);
        ModuleTester.of(echo).with("val", List.of(1)).run().hasOutput("result", List.of(1));
    }

    @Test
    void parameter_that_is_no_input_is_a_mistake_of_the_test() {
        ModuleTester tester = ModuleTester.of(module(step -> StepResult.done())).with("valeu", 1);

        assertThatThrownBy(tester::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("valeu");
    }

    @Test
    void exceptions_of_the_module_are_failures() {
        Module broken = module(step -> {
            throw new IllegalStateException("out of order");
        });

        ModuleTester.of(broken)
                .run()
                .failed()
                .withTitle("IllegalStateException")
                .withMessageContaining("out of order");
        ModuleTester.of(module(step -> StepResult.done("result", step.text("value"))))
                .run()
                .failed()
                .withMessageContaining("\"value\" is missing");
    }

    @Test
    void clock_zone_and_randomness_are_those_of_the_test() {
        Module when = module(step -> StepResult.done(
                "result", step.now().atZone(step.zone()) + " " + step.random().nextInt(1_000)));
        ModuleTester tester =
                ModuleTester.of(when).clockAt("2026-06-01T10:00:00Z").zone("Asia/Shanghai");

        Object first = tester.seed(1).run().output("result");
        Object again = tester.seed(1).run().output("result");

        assertThat(String.valueOf(first)).startsWith("2026-06-01T18:00+08:00[Asia/Shanghai]");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void variables_log_trigger_data_and_services_can_be_seen() {
        Module busy = module(step -> {
            step.variables().set("n", 2);
            step.log(LogLevel.WARNING, "careful", Map.of("k", 1));
            boolean created = step.variables().create("old", 9);
            Object service =
                    step.service(Duration.class).map(Duration::toString).orElse("none");
            return StepResult.done("result", created + " " + step.triggerData() + " " + service);
        });

        ModuleTester.of(busy)
                .variable("old", 1)
                .triggerData("data")
                .service(Duration.class, Duration.ZERO)
                .run()
                .hasOutput("result", "false data PT0S")
                .hasVariable("n", 2)
                .hasVariable("old", 1)
                .hasLogged(LogLevel.WARNING, "careful");
    }

    @Test
    void service_that_a_module_makes_lives_for_one_run() {
        List<String> closed = new ArrayList<>();
        Module making = module(step -> {
            AutoCloseable first = step.service(AutoCloseable.class, () -> () -> closed.add("closed"));
            AutoCloseable second = step.service(AutoCloseable.class, () -> () -> closed.add("never made"));
            return StepResult.done("result", first == second && closed.isEmpty());
        });

        ModuleTester.of(making).run().hasOutput("result", true);

        assertThat(closed).containsExactly("closed");
    }

    @Test
    void waiting_modules_are_woken_when_the_test_says() {
        Module waiting = new Module() {
            @Override
            public ModuleDescriptor descriptor() {
                return descriptorOf();
            }

            @Override
            public StepResult run(StepContext step) {
                return StepResult.waiting(WakeCondition.signal("go"));
            }

            @Override
            public StepResult resume(StepContext step, WakeUp wakeUp) {
                return StepResult.done("result", wakeUp.payload());
            }
        };
        ModuleTester tester = ModuleTester.of(waiting);

        assertThat(tester.run().isWaiting()).isEqualTo(WakeCondition.signal("go"));
        tester.resume(WakeUp.Reason.SIGNAL, 7, Duration.ofSeconds(1)).hasOutput("result", 7);
        assertThatThrownBy(tester::runAndLetTimePass).isInstanceOf(AssertionError.class);
    }

    @Test
    void later_answers_are_awaited() {
        Module later =
                module(step -> StepResult.later(CompletableFuture.completedFuture(StepResult.done("result", 1))));

        ModuleTester.of(later).run().isDone();
    }

    @Test
    void wrong_expectations_fail() {
        Outcome done =
                ModuleTester.of(module(step -> StepResult.done("result", 1L))).run();

        assertThatThrownBy(() -> done.hasOutput("result", 2)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> done.hasOutput("other", 1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(done::failed).isInstanceOf(AssertionError.class);
        assertThatThrownBy(done::hasNoOutputs).isInstanceOf(AssertionError.class);
    }

    private static Module module(Module.Work work) {
        return Module.of(descriptorOf(), work);
    }

    private static ModuleDescriptor descriptorOf() {
        return ModuleDescriptor.builder("probe")
                .input(Input.any("value").alias("val"))
                .build();
    }
}
