package dev.millrace.modules.network;

import dev.millrace.egress.HttpBody;
import dev.millrace.egress.HttpRequest;
import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.data.StepJson;
import dev.millrace.modules.guard.Unknown;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a message to a webhook (spec vflow-model 6.4, webhook_push). */
final class WebhookPush implements Module {
    private static final int TIMEOUT_SECONDS = 15;

    private static final Input METHOD = Input.options("method", "POST", "PUT", "PATCH")
            .withDefault("POST")
            .label("请求方法", "Method")
            .help("HTTP 请求方法", "The HTTP method");
    private static final Input BODY_TYPE = Input.options("body_type", "json", "custom_json", "raw", "form")
            .legacyOption("JSON", "json")
            .legacyOption("自定义JSON", "custom_json")
            .legacyOption("文本", "raw")
            .legacyOption("表单", "form")
            .alias("bodyType")
            .withDefault("json")
            .label("请求体类型", "Body type")
            .help("JSON、自定义 JSON、原始文本或表单", "JSON, JSON of your own, plain text or a form");
    private static final Input CUSTOM = Input.text("custom_json_body")
            .alias("customJsonBody")
            .code("json")
            .visibleWhen("body_type", "custom_json")
            .label("自定义 JSON", "JSON of your own")
            .help("必须是有效的 JSON", "Must be JSON once its references are replaced");
    private static final Input RAW = Input.text("raw_body")
            .alias("rawBody")
            .visibleWhen("body_type", "raw")
            .label("原始文本", "Plain text")
            .help("留空则发送标题和消息", "Blank for the title and the message");
    private static final Input FORM = Input.text("form_fields_json")
            .alias("formFieldsJson")
            .code("json")
            .visibleWhen("body_type", "form")
            .label("表单字段", "Form fields")
            .help("JSON 对象；留空则发送标题和消息", "A JSON object; blank for the title and the message");
    private static final Input HEADERS = Input.text("headers_json")
            .alias("headersJson")
            .code("json")
            .label("请求头", "Headers")
            .help("JSON 对象", "A JSON object of texts");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("webhook_push")
            .alias("vflow.network.webhook_push")
            .category(Category.NETWORK)
            .name("Webhook 推送", "Webhook Push")
            .description("把消息推送到 Webhook", "Send a message to a webhook")
            .input(
                    Input.text("url")
                            .required()
                            .label("URL", "URL")
                            .help("Webhook 的完整地址", "The webhook's whole address"),
                    METHOD,
                    BODY_TYPE,
                    Input.text("title").withDefault("").label("标题", "Title").help("可以为空", "May be empty"),
                    Input.text("message")
                            .label("消息", "Message")
                            .help("自定义 JSON 以外必填", "Needed unless the JSON is your own"),
                    CUSTOM,
                    RAW,
                    FORM,
                    HEADERS,
                    Call.timeoutInput(TIMEOUT_SECONDS))
            .output(Reports.SUCCESS, Reports.STATUS, Reports.BODY, Reports.ERROR)
            .effect(Effect.ONCE)
            .check(Required.inputs("url"))
            .example(new ModuleExample(
                    new LocalizedText("推送一条消息", "Send a message"),
                    Map.of("url", "https://hooks.example.com/abc", "title", "Report", "message", "It is done"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String method = step.option("method", "POST").toUpperCase(Locale.ROOT);
        if (!METHOD.constraints().options().contains(method)) {
            return Unknown.option(METHOD, method);
        }
        String type = step.option("body_type", "json");
        if (BODY_TYPE.optionNamed(type) == null) {
            return Unknown.option(BODY_TYPE, type);
        }
        HttpRequest.Builder request = HttpRequest.of(method, Call.required(step, "url"))
                .headers(texts(step, "headers_json"))
                .body(body(step, type));
        Call.limited(request, step, TIMEOUT_SECONDS);
        return Call.send(
                step,
                request,
                response -> Reports.byStatus(response, "the webhook", Map.of()),
                error -> Reports.noAnswer(error, Map.of()));
    }

    private static HttpBody body(StepContext step, String type) {
        if (type.equals("custom_json")) {
            String json = Call.required(step, "custom_json_body");
            StepJson.read("custom_json_body", json);
            return HttpBody.json(json);
        }
        String title = step.text("title", "");
        String message = Call.required(step, "message");
        return switch (type) {
            case "raw" -> HttpBody.text("text/plain; charset=utf-8", raw(step.text("raw_body", ""), title, message));
            case "form" -> HttpBody.form(form(step, title, message));
            default -> HttpBody.json(json(step, title, message));
        };
    }

    private static String raw(String own, String title, String message) {
        if (!own.isBlank()) {
            return own;
        }
        return title.isBlank() ? message : title + "\n" + message;
    }

    private static Map<String, String> form(StepContext step, String title, String message) {
        if (!step.text("form_fields_json", "").isBlank()) {
            return texts(step, "form_fields_json");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (!title.isBlank()) {
            fields.put("title", title);
        }
        fields.put("message", message);
        return fields;
    }

    private static String json(StepContext step, String title, String message) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (!title.isBlank()) {
            fields.put("title", title);
        }
        fields.put("message", message);
        fields.put("timestamp", step.now().toEpochMilli());
        return StepJson.write(fields);
    }

    private static Map<String, String> texts(StepContext step, String input) {
        String json = step.text(input, "");
        if (json.isBlank()) {
            return Map.of();
        }
        if (StepJson.read(input, json) instanceof Map<?, ?> fields) {
            return Texts.of(fields);
        }
        throw new StepFailedException(
                "Invalid input", "input \"" + input + "\" must be a JSON object, as in {\"name\": \"value\"}");
    }
}
