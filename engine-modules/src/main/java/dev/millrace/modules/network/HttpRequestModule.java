package dev.millrace.modules.network;

import dev.millrace.egress.HttpRequest;
import dev.millrace.egress.HttpResponse;
import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.module.UiType;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.TextForm;
import dev.millrace.value.Truth;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends a request over HTTP; every status is a success (document 001, http_request; spec vflow-model 6.4). */
final class HttpRequestModule implements Module {
    private static final String ALIAS = "vflow.network.http_request";
    private static final int TIMEOUT_SECONDS = 30;
    private static final int TIMEOUT_SECONDS_OF_ALIAS = 10;
    private static final Set<String> REPEATABLE = Set.of("GET", "PUT", "DELETE");

    private static final Input URL = Input.text("url")
            .required()
            .length(1, 2_000)
            .pattern("^https?://.*")
            .lenient()
            .label("URL", "URL")
            .help("请求地址；不写协议时使用 https", "Request URL; https where it names no scheme");
    private static final Input METHOD = Input.options("method", "GET", "POST", "PUT", "DELETE", "PATCH")
            .withDefault("GET")
            .label("请求方法", "Method")
            .help("HTTP请求方法", "HTTP request method");
    private static final Input HEADERS = Input.any("headers")
            .ui(UiType.KEY_VALUE_EDITOR)
            .label("请求头", "Headers")
            .help("自定义HTTP请求头", "Custom HTTP headers");
    private static final Input QUERY = Input.any("query_params")
            .alias("queryParams")
            .ui(UiType.KEY_VALUE_EDITOR)
            .label("查询参数", "Query parameters")
            .help("编码后附加到 URL", "Added to the URL, encoded");
    private static final Input BODY = Input.any("body")
            .code("json")
            .label("请求体", "Body")
            .help(
                    "GET 和 DELETE 不发送请求体；文件为路径、file:/// 地址或 data: 文本，或由它们组成的列表",
                    "Never sent with GET and DELETE; files are paths, file:/// addresses or data: texts, or a list of those");
    private static final Input IDEMPOTENT = Input.truth("idempotent")
            .withDefault(false)
            .label("可重复", "Idempotent")
            .help(
                    "POST 或 PATCH 重复发送也无害；崩溃后会再次发送，并带上 Idempotency-Key",
                    "Sending a POST or PATCH twice does no harm: it is sent again after a crash, with an Idempotency-Key");
    private static final Input ADVANCED = Input.truth("show_advanced")
            .withDefault(false)
            .label("显示高级选项", "Show advanced")
            .help("只影响编辑器", "Of the editor only");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("http_request")
            .alias(ALIAS)
            .icon("ic_http")
            .category(Category.NETWORK)
            .name("HTTP请求", "HTTP Request")
            .description("发送HTTP/HTTPS请求", "Send HTTP/HTTPS request")
            .input(URL, METHOD, HEADERS, QUERY, BodyKind.INPUT, BODY)
            .input(
                    Input.number("timeout")
                            .withDefault(TIMEOUT_SECONDS)
                            .range(1, 300)
                            .step(1)
                            .unit("秒", "s")
                            .lenient()
                            .label("超时时间", "Timeout")
                            .help("请求超时时间（秒），0 表示不限制", "Request timeout (seconds); 0 for no limit"),
                    IDEMPOTENT,
                    ADVANCED)
            .output(
                    Output.number("statusCode")
                            .alias("status_code")
                            .label("状态码", "Status Code")
                            .help("HTTP响应状态码", "HTTP response status code"),
                    Output.text("body")
                            .alias("response_body")
                            .label("响应体", "Response Body")
                            .help("HTTP响应内容", "HTTP response content"),
                    Output.dictionary("headers")
                            .alias("response_headers")
                            .label("响应头", "Response Headers")
                            .help(
                                    "HTTP响应头；名称为小写，重复的值以逗号连接",
                                    "HTTP response headers; names in lower case, repeated values joined with commas"),
                    Output.text("error").label("错误", "Error").help("失败原因，成功时为空", "Why it failed; empty on success"))
            .effect(Effect.ONCE)
            .effect(HttpRequestModule::effectOf)
            .blocks(BodyKind::mayReadFiles)
            .check(Required.inputs("url"))
            .example(new ModuleExample(
                    new LocalizedText("GET示例", "GET Example"),
                    Map.of("url", "https://api.example.com/users", "method", "GET"),
                    Map.of()))
            .example(new ModuleExample(
                    new LocalizedText("发送 JSON", "Send JSON"),
                    Map.of(
                            "url",
                            "https://api.example.com/orders",
                            "method",
                            "POST",
                            "body_type",
                            "json",
                            "body",
                            Map.of("amount", 5)),
                    Map.of()))
            .build();

    /** What a crash in the middle means (decision D8). */
    private static Effect effectOf(Parameters parameters) {
        Object method = parameters.get("method");
        String name = method == null ? "" : TextForm.of(method).strip().toUpperCase(Locale.ROOT);
        boolean isRepeatable = name.isEmpty() || REPEATABLE.contains(name);
        boolean isSaidToBe = !parameters.isReference("idempotent") && Truth.of(parameters.get("idempotent"));
        return isRepeatable || isSaidToBe ? Effect.REPEATABLE : Effect.ONCE;
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws InterruptedException {
        String method = step.option("method", "GET").toUpperCase(Locale.ROOT);
        if (!METHOD.constraints().options().contains(method)) {
            return Unknown.option(METHOD, method);
        }
        String kind = step.option("body_type", "");
        if (!kind.isEmpty() && BodyKind.INPUT.optionNamed(kind) == null) {
            return Unknown.option(BodyKind.INPUT, kind);
        }
        HttpRequest.Builder request = request(step, method, kind);
        return Call.send(step, request, HttpRequestModule::done, error -> Reports.failed(error, Map.of()));
    }

    /** @param kind of the body; empty where the step does not say */
    static HttpRequest.Builder request(StepContext step, String method, String kind) throws InterruptedException {
        String url = Query.added(withScheme(Call.required(step, "url").strip()), Texts.of(step, "query_params"));
        Map<String, String> headers = headers(step, method);
        HttpRequest.Builder request = HttpRequest.of(method, url).headers(headers);
        if (!method.equals("GET") && !method.equals("DELETE")) {
            BodyKind.body(kind, step, headers).ifPresent(request::body);
        }
        boolean isAlias = step.moduleId().equals(ALIAS);
        return Call.limited(request, step, isAlias ? TIMEOUT_SECONDS_OF_ALIAS : TIMEOUT_SECONDS);
    }

    private static String withScheme(String url) {
        return url.regionMatches(true, 0, "http://", 0, 7) || url.regionMatches(true, 0, "https://", 0, 8)
                ? url
                : "https://" + url;
    }

    private static Map<String, String> headers(StepContext step, String method) {
        Map<String, String> headers = Texts.of(step, "headers");
        boolean isIdempotent = step.truth("idempotent", false) && !REPEATABLE.contains(method);
        if (isIdempotent && headers.keySet().stream().noneMatch("Idempotency-Key"::equalsIgnoreCase)) {
            headers.put("Idempotency-Key", key(step));
        }
        return headers;
    }

    /** As plain as a header must be; step ids are not. */
    private static String key(StepContext step) {
        return UUID.nameUUIDFromBytes(step.idempotencyKey().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static StepResult done(HttpResponse response) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("statusCode", (long) response.status());
        outputs.put("body", response.text());
        outputs.put("headers", response.joinedHeaders());
        outputs.put("error", "");
        return StepResult.done(outputs);
    }
}
