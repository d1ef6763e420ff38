package dev.millrace.modules.network;

import dev.millrace.egress.HttpBody;
import dev.millrace.module.Input;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.modules.data.StepJson;
import dev.millrace.value.TextForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the body of {@code http_request} is made of (spec vflow-model 6.4, body types). */
final class BodyKind {
    static final Input INPUT = Input.options("body_type", "none", "json", "form", "raw", "file")
            .alias("bodyType")
            .legacyOption("无", "none")
            .legacyOption("None", "none")
            .legacyOption("JSON", "json")
            .legacyOption("表单", "form")
            .legacyOption("Form", "form")
            .legacyOption("原始文本", "raw")
            .legacyOption("Raw Text", "raw")
            .legacyOption("文件", "file")
            .legacyOption("File", "file")
            .label("请求体类型", "Body type")
            .help(
                    "无、JSON、表单、原始文本或文件；不填时由请求体决定",
                    "None, JSON, a form, plain text or files; without it, the body decides");
    private static final String PLAIN = "text/plain; charset=utf-8";

    private BodyKind() {}

    /** True unless it is sure that no file will be read. */
    static boolean mayReadFiles(Parameters parameters) {
        return parameters.isReference(INPUT.id())
                || parameters
                        .literalText(INPUT.id())
                        .map(INPUT::optionNamed)
                        .filter("file"::equals)
                        .isPresent();
    }

    /** @param kind empty where the step does not say */
    static Optional<HttpBody> body(String kind, StepContext step, Map<String, String> headers)
            throws InterruptedException {
        Object value = step.input("body");
        return switch (kind) {
            case "" -> value == null ? Optional.empty() : Optional.of(guessed(value, headers));
            case "json" -> Optional.of(json(value));
            case "form" -> Optional.of(HttpBody.form(value instanceof Map<?, ?> fields ? Texts.of(fields) : Map.of()));
            case "raw" -> Optional.of(HttpBody.text(PLAIN, text(value)));
            case "file" -> Optional.of(FileParts.body(value, step));
            default -> Optional.empty();
        };
    }

    /** Data is JSON; a text is what its header says, JSON if it looks like it, or plain. */
    private static HttpBody guessed(Object value, Map<String, String> headers) {
        if (value instanceof Map || value instanceof List) {
            return json(value);
        }
        String text = text(value);
        String start = text.stripLeading();
        Optional<String> said = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                .map(Map.Entry::getValue)
                .findFirst();
        boolean looksLikeJson = start.startsWith("{") || start.startsWith("[");
        return looksLikeJson && said.isEmpty() ? HttpBody.json(text) : HttpBody.text(said.orElse(PLAIN), text);
    }

    private static HttpBody json(@Nullable Object value) {
        return HttpBody.json(value instanceof String text ? text : StepJson.write(value));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : TextForm.of(value);
    }
}
