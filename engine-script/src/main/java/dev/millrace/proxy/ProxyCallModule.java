package dev.millrace.proxy;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Calls an interface without a script (spec script-proxy 11). */
final class ProxyCallModule implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("proxy_call")
            .alias("flow.proxy.call")
            .category(Category.NETWORK)
            .name("调用接口", "Call interface")
            .description("调用已配置的第三方接口", "Call a configured interface of another system")
            .input(
                    Input.text("platform")
                            .required()
                            .label("平台标识", "Platform")
                            .help("已配置平台的 platform_key", "The platform_key of a configured platform"),
                    Input.text("instance")
                            .label("实例标识", "Instance")
                            .help("留空则使用默认实例", "The default instance if it is left out"),
                    Input.text("api")
                            .required()
                            .label("接口", "Interface")
                            .help("接口的 api_key 或驼峰名称", "The api_key of the interface, or its camel-case name"),
                    Input.dictionary("path").label("路径参数", "Path parameters"),
                    Input.dictionary("query").label("查询参数", "Query parameters"),
                    Input.dictionary("header").label("请求头", "Headers"),
                    Input.any("body").label("请求体", "Body"),
                    Input.truth("idempotent")
                            .withDefault(false)
                            .label("可重复", "Idempotent")
                            .help("崩溃后可以再次调用而无害", "After a crash in the middle it may be called again without harm"))
            .output(
                    Output.any("result").label("结果", "Result").help("已解析的响应体", "The parsed body of the answer"),
                    Output.number("status").label("HTTP 状态码", "Status").help("响应的状态码", "Of the HTTP answer"),
                    Output.number("durationMs")
                            .label("耗时（毫秒）", "Duration (ms)")
                            .help("包括令牌与重试", "With tokens and repeats"))
            .effect(Effect.ONCE)
            .effect(ProxyCallModule::effect)
            .example(new ModuleExample(
                    new LocalizedText("查询客户", "Find a customer"),
                    Map.of("platform", "crm", "api", "get_customer", "path", Map.of("id", "77")),
                    Map.of()))
            .build();

    private static Effect effect(Parameters parameters) {
        return Boolean.TRUE.equals(parameters.get("idempotent")) ? Effect.REPEATABLE : Effect.ONCE;
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        Optional<ProxyService> service = step.service(ProxyService.class);
        if (service.isEmpty()) {
            return StepResult.failed(
                    "No interfaces",
                    "no interfaces are configured here; give the engine Millrace.builder().service(ProxyService.class, …),"
                            + " or the command line --platforms FILE");
        }
        CompletableFuture<ProxyResult> answer = service.get().call(call(step), CallContext.of("workflow", step));
        step.cancellation().onCancel(() -> answer.cancel(true));
        return new StepResult.Later(answer.handle(ProxyCallModule::result));
    }

    private static ProxyCall call(StepContext step) {
        Arguments.Parts parts = new Arguments.Parts(
                entries(step, "path"),
                entries(step, "query"),
                entries(step, "header"),
                step.has("body") ? Optional.of(new Arguments.Body(step.input("body"))) : Optional.empty());
        String instance = step.text("instance", "");
        return new ProxyCall(
                step.text("platform"),
                instance.isBlank() ? Optional.empty() : Optional.of(instance),
                Optional.empty(),
                step.text("api"),
                parts);
    }

    private static Map<String, @Nullable Object> entries(StepContext step, String input) {
        return step.has(input) ? step.dictionary(input) : Map.of();
    }

    /** A call that was cancelled, or met a bug. */
    private static StepResult failed(@Nullable Throwable failure) {
        return failure instanceof CancellationException
                ? StepResult.failed(ErrorCode.CANCELLED.name(), "the call was cancelled")
                : StepResult.failed("Call failed", "the call failed within: " + failure);
    }

    private static StepResult result(@Nullable ProxyResult result, @Nullable Throwable failure) {
        if (result == null) {
            return ProxyError.in(failure)
                    .map(error -> StepResult.failed(error.code().name(), error.message()))
                    .orElseGet(() -> failed(failure));
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("result", result.value());
        outputs.put("status", (long) result.status());
        outputs.put("durationMs", result.duration().toMillis());
        return StepResult.done(outputs);
    }
}
