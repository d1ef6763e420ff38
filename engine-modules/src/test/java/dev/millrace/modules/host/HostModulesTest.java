package dev.millrace.modules.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.test.ModuleTester;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostModulesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({"info,INFO", "warning,WARNING", "error,ERROR", "信息,INFO", "警告,WARNING", "错误,ERROR"})
    void log_writes_at_its_level(String level, LogLevel expected) {
        var outcome = ModuleTester.of(new Log())
                .with("message", "stored")
                .with("level", level)
                .with("details", Map.of("rows", 3))
                .run();

        outcome.hasOutput("success", true).hasLogged(expected, "stored");
        assertThat(outcome.log().get(0).details()).containsEntry("rows", 3L);
    }

    @Test
    void log_refuses_unknown_levels_and_details_that_are_no_dictionary() {
        ModuleTester.of(new Log()).with("level", "fatal").run().failed().withMessageContaining("fatal", "info");
        ModuleTester.of(new Log()).with("details", "x").run().failed().withMessageContaining("details");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void without_a_callback_the_log_gets_the_message(Module module, Map<String, Object> parameters, String logged) {
        ModuleTester.of(module)
                .with(parameters)
                .run()
                .hasOutput("success", true)
                .hasLogged(LogLevel.INFO, logged);
    }

    static Stream<Arguments> without_a_callback_the_log_gets_the_message() {
        return Stream.of(
                Arguments.of(new Toast(), Map.of("message", "hello"), "hello"),
                Arguments.of(new QuickView(), Map.of("content", List.of(1, 2)), "1, 2"),
                Arguments.of(new QuickView(), Map.of(), "(empty)"),
                Arguments.of(new SendNotification(), Map.of("title", "T", "message", "m"), "T: m"));
    }

    @Test
    void callbacks_get_the_message_instead_of_the_log() {
        List<String> shown = new ArrayList<>();

        var toast = ModuleTester.of(new Toast())
                .service(Toasts.class, shown::add)
                .with("message", "a")
                .run();
        ModuleTester.of(new QuickView())
                .service(QuickViews.class, text -> CompletableFuture.completedFuture(shown.add(text)))
                .with("content", "b")
                .run()
                .hasOutput("success", true);
        ModuleTester.of(new SendNotification())
                .service(Notifications.class, (title, message, key) -> shown.add(title + message + key.isEmpty()))
                .with("title", "c")
                .with("message", "d")
                .run()
                .hasOutput("success", true);

        assertThat(shown).containsExactly("a", "b", "cdfalse");
        assertThat(toast.log()).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "  "})
    void blank_toast_fails(String message) {
        ModuleTester.of(new Toast()).with("message", message).run().failed().withMessageContaining("message");
    }

    @Test
    void input_without_a_callback_fails_and_tells_what_to_register() {
        ModuleTester.of(new AskInput()).run().failed().withMessageContaining("Questions");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void answers_are_converted_to_their_kind(String type, String answer, Object expected) {
        asking(type, Optional.of(answer)).run().hasOutput("userInput", expected);
    }

    static Stream<Arguments> answers_are_converted_to_their_kind() {
        return Stream.of(
                Arguments.of("text", " a ", " a "),
                Arguments.of("文本", "a", "a"),
                Arguments.of("Text", "a", "a"),
                Arguments.of("number", "1.5", 1.5),
                Arguments.of("数字", "2", 2),
                Arguments.of("Number", "2", 2),
                Arguments.of("time", "09:30", LocalTime.of(9, 30)),
                Arguments.of("时间", "09:30", LocalTime.of(9, 30)),
                Arguments.of("date", "2026-01-31", LocalDate.of(2026, 1, 31)),
                Arguments.of("日期", "2026-01-31", LocalDate.of(2026, 1, 31)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"number,abc", "time,25:00", "date,31.01.2026"})
    void answers_of_another_kind_fail(String type, String answer) {
        asking(type, Optional.of(answer))
                .run()
                .failed()
                .withTitle("Invalid answer")
                .withMessageContaining(answer);
    }

    @Test
    void person_who_refuses_ends_the_step_with_a_failure() {
        asking("text", Optional.empty()).run().failed().withTitle("Cancelled");
    }

    @Test
    void unknown_kind_of_input_fails() {
        asking("colour", Optional.of("red")).run().failed().withMessageContaining("colour", "text, number");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "model",
                "brand",
                "android_version",
                "sdk",
                "security_patch",
                "architecture",
                "processors",
                "设备型号",
                "Brand",
                "安卓版本",
                "SDK Version",
                "安全补丁"
            })
    void every_fact_has_a_text(String type) {
        Object fact =
                ModuleTester.of(new SystemInfo()).with("infotype", type).run().output("sysinfo");

        assertThat((String) fact).isNotBlank();
    }

    @Test
    void version_of_java_is_the_one_that_runs() {
        ModuleTester.of(new SystemInfo())
                .with("infotype", "sdk")
                .run()
                .hasOutput("sysinfo", System.getProperty("java.version"));
        ModuleTester.of(new SystemInfo())
                .with("infotype", "imei")
                .run()
                .failed()
                .withMessageContaining("imei");
    }

    private static ModuleTester asking(String type, Optional<String> answer) {
        return ModuleTester.of(new AskInput())
                .service(Questions.class, (kind, prompt) -> CompletableFuture.completedFuture(answer))
                .with("inputType", type);
    }
}
