package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionStatus;
import java.time.Duration;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a module's answer, and of a module that does not answer. */
class CallTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("misbehaviour")
    void misbehaving_module_fails_its_step_and_nothing_else(String row, Module.Work work, String message) {
        Module bad = Module.of(ModuleDescriptor.builder("bad").build(), work);
        try (TestEngine engine = TestEngine.with(builder -> builder.module(bad))) {
            ExecutionResult result = engine.run("""
                    B: bad {__error_policy: 'SKIP'}
                       note 'on'
                    """);

            assertThat(result.isCompleted()).as(result.toString()).isTrue();
            assertThat(result.outputs("B").get("error")).asString().contains(message);
            assertThat(engine.trace()).containsExactly("on");
        }
    }

    @SuppressWarnings({"NullAway", "InfiniteRecursion"}) // that is what such a module does
    static Stream<Arguments> misbehaviour() {
        return Stream.of(
                arguments(
                        "throws",
                        work(step -> {
                            throw new IllegalStateException("a bug");
                        }),
                        "a bug"),
                arguments("answers null", work(step -> null), "no result"),
                arguments("recurses without end", work(CallTest::recurse), "stack"),
                arguments(
                        "fails an assertion",
                        work(step -> {
                            throw new AssertionError("wrong");
                        }),
                        "wrong"),
                arguments(
                        "misses a class",
                        work(step -> {
                            throw new NoClassDefFoundError("gone");
                        }),
                        "gone"),
                arguments(
                        "needs more memory than there is",
                        work(step -> {
                            throw new OutOfMemoryError("Java heap space");
                        }),
                        "Java heap space"),
                arguments(
                        "is set up badly",
                        work(step -> {
                            throw new ServiceConfigurationError("no such provider");
                        }),
                        "no such provider"),
                arguments(
                        "promises null",
                        work(step -> StepResult.later(CompletableFuture.completedFuture(null))),
                        "no result"),
                arguments(
                        "breaks its promise",
                        work(step -> StepResult.later(
                                CompletableFuture.failedFuture(new IllegalStateException("late bug")))),
                        "late bug"),
                arguments(
                        "promises a promise",
                        work(step -> StepResult.later(
                                CompletableFuture.completedFuture(StepResult.later(new CompletableFuture<>())))),
                        "no result"));
    }

    private static Module.Work work(Module.Work work) {
        return work;
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static StepResult recurse(StepContext step) {
        return recurse(step);
    }

    @Test
    void answer_of_an_asynchronous_module_becomes_its_outputs() {
        try (TestEngine engine = TestEngine.create()) {
            ExecutionHandle handle = engine.start("""
                    A: ask {gate: 'g'}
                       note '{{A.value}}'
                    """);
            assertThat(handle.isOver()).isFalse();

            engine.modules.open("g", 7);
            engine.finish(handle);

            assertThat(engine.trace()).containsExactly("7");
        }
    }

    @Test
    void module_that_does_not_stop_is_given_up_after_the_grace_and_counted() {
        CountDownLatch end = new CountDownLatch(1);
        Module stubborn =
                Module.of(ModuleDescriptor.builder("stubborn").blocks().build(), step -> {
                    boolean interrupted = false;
                    while (end.getCount() > 0) {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            interrupted = true;
                        }
                    }
                    return StepResult.done("interrupted", interrupted);
                });
        try (TestEngine engine =
                TestEngine.with(builder -> builder.module(stubborn).grace(Duration.ofSeconds(5)))) {
            ExecutionHandle handle = engine.start("stubborn");

            handle.cancel();
            engine.settle();
            assertThat(handle.isOver()).isFalse();
            engine.advance(Duration.ofSeconds(5));

            engine.until(handle::isOver);
            assertThat(TestEngine.await(handle.completion()).status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(engine.millrace.abandonedCalls()).isEqualTo(1);
            end.countDown();
        }
    }

    @Test
    void answer_that_comes_after_the_cancellation_is_dropped() {
        try (TestEngine engine = TestEngine.create()) {
            ExecutionHandle handle = engine.start("""
                    A: ask {gate: 'g'}
                       note 'never'
                    """);

            handle.cancel();
            engine.modules.open("g", 7);

            ExecutionResult result = engine.finish(handle);
            assertThat(result.status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(engine.trace()).isEmpty();
        }
    }

    @Test
    void cancelling_an_asynchronous_call_is_not_a_failure_that_a_catch_could_take() {
        try (TestEngine engine = TestEngine.create()) {
            ExecutionHandle handle = engine.start("""
                    try
                      ask {gate: 'g'}
                    catch
                      note 'caught'
                    end_try
                    """);

            handle.cancel();

            assertThat(engine.finish(handle).status()).isEqualTo(ExecutionStatus.CANCELLED);
            assertThat(engine.trace()).isEmpty();
        }
    }
}
