package dev.millrace.modules;

import static dev.millrace.modules.ManualEngine.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.StartRequest;
import dev.millrace.modules.host.Notifications;
import dev.millrace.modules.host.Questions;
import dev.millrace.modules.host.Toasts;
import dev.millrace.observe.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Callbacks of the host reach the modules as services of the engine (spec vflow-model 6.5). */
class HostCallbacksTest {
    private final List<String> shown = new ArrayList<>();

    @Test
    void message_reaches_the_host() {
        try (ManualEngine engine = ManualEngine.with(b -> b.service(Toasts.class, shown::add))) {
            ExecutionResult result = engine.run(
                    step("toast", Map.of("message", "[[a]] and [[b]]")).build(),
                    StartRequest.inputs(Map.of("a", 1, "b", "two")));

            assertThat(result.outputs("s")).containsEntry("success", true);
            assertThat(shown).containsExactly("1 and two");
        }
    }

    @Test
    void without_a_callback_the_message_is_in_the_log() {
        try (ManualEngine engine = ManualEngine.create()) {
            ExecutionResult result = engine.run(step("vflow.device.toast", Map.of("message", "hello")));

            assertThat(result.view().log()).extracting(LogEntry::message).contains("hello");
        }
    }

    @Test
    void notification_carries_the_same_key_in_every_attempt() {
        Notifications flaky = (title, message, key) -> {
            shown.add(key);
            if (shown.size() == 1) {
                throw new IllegalStateException("no connection");
            }
        };
        try (ManualEngine engine = ManualEngine.with(b -> b.service(Notifications.class, flaky))) {
            ExecutionResult result = engine.run(step(
                    "send_notification",
                    Map.of("title", "t", "message", "m", "__error_policy", "RETRY", "__retry_count", 1)));

            assertThat(result.isCompleted()).isTrue();
            assertThat(shown).hasSize(2);
            assertThat(shown.get(0)).isEqualTo(shown.get(1));
        }
    }

    @Test
    void question_waits_for_a_person_without_a_thread() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Questions questions = (kind, prompt) -> answer;
        try (ManualEngine engine = ManualEngine.with(b -> b.service(Questions.class, questions))) {
            ExecutionHandle handle = engine.start(
                    step("input", Map.of("inputType", "number", "prompt", "How many?"))
                            .step("c", "calculate", Map.of("expression", "{{s.userInput}} * 2"))
                            .build(),
                    StartRequest.plain());
            assertThat(engine.isIdle()).isTrue();
            assertThat(handle.isOver()).isFalse();

            answer.complete(Optional.of("21"));

            assertThat(engine.finish(handle).outputs("c")).containsEntry("result", 42L);
        }
    }

    @Test
    void question_that_nobody_answers_fails_the_step() {
        Questions questions = (kind, prompt) -> CompletableFuture.completedFuture(Optional.empty());
        try (ManualEngine engine = ManualEngine.with(b -> b.service(Questions.class, questions))) {
            ExecutionResult result = engine.run(step("input", Map.of()));

            assertThat(result.error().orElseThrow().title()).isEqualTo("Cancelled");
        }
    }

    @Test
    void callback_that_throws_fails_the_step_and_not_the_engine() {
        Toasts broken = message -> {
            throw new IllegalStateException("no screen");
        };
        try (ManualEngine engine = ManualEngine.with(b -> b.service(Toasts.class, broken))) {
            ExecutionResult result = engine.run(step("toast", Map.of("message", "hello")));

            assertThat(result.error().orElseThrow().message()).contains("no screen");
            assertThat(engine.run(step("log", Map.of("message", "on"))).isCompleted())
                    .isTrue();
        }
    }
}
