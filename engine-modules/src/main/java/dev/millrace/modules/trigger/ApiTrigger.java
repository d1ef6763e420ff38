package dev.millrace.modules.trigger;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import java.util.List;
import java.util.Map;

/** A synchronous HTTP API: what it is called (spec sync-api-trigger 1) and what a request brings (5.2). */
final class ApiTrigger implements Module {
    private static final String ROUTE_PART = "[A-Za-z0-9_-]{1,64}";

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("trigger_api")
            .alias("flow.trigger.api")
            .category(Category.TRIGGER)
            .name("API 触发", "API")
            .description("由 HTTP 请求启动，并返回工作流的输出", "Started by an HTTP request, which gets the workflow's output")
            .input(
                    Input.text("name")
                            .literal()
                            .required()
                            .length(1, 128)
                            .label("名称", "Name")
                            .help("API 的显示名称", "What people call the API"),
                    route("owner", "所有者", "Owner", "路径的第一段，默认 default", "First part of the path; default if absent")
                            .withDefault("default"),
                    route("module", "模块", "Module", "路径的第二段", "Second part of the path")
                            .required(),
                    route("function", "方法", "Function", "路径的第三段", "Third part of the path")
                            .required(),
                    Input.options("method", "GET", "POST", "ANY")
                            .withDefault("POST")
                            .label("请求方法", "Method")
                            .help("GET、POST 或两者皆可", "GET, POST, or both"),
                    Input.options("mode", "sync", "async")
                            .withDefault("sync")
                            .label("模式", "Mode")
                            .help("同步等待结果，异步立即返回", "sync waits for the result, async answers at once"),
                    Input.truth("enabled")
                            .literal()
                            .withDefault(false)
                            .label("启用", "Enabled")
                            .help("关闭时请求会被拒绝", "A disabled API answers an error"),
                    Input.dictionary("auth")
                            .literal()
                            .label("认证", "Authentication")
                            .help("留空不需要认证", "Absent needs none"),
                    Input.list("ipWhitelist")
                            .literal()
                            .label("IP 白名单", "Allowed Addresses")
                            .help("地址或 CIDR；留空允许所有", "Addresses or CIDR blocks; empty allows all"),
                    Input.dictionary("debugData")
                            .literal()
                            .label("调试数据", "Debug Data")
                            .help("调试时代替请求参数", "Stands for the request in a debug run"),
                    Input.list("params")
                            .literal()
                            .label("参数定义", "Parameters")
                            .help("声明的请求参数", "The declared parameters of a request"),
                    number(
                            "timeoutMs",
                            60_000,
                            1,
                            300_000,
                            "超时（毫秒）",
                            "Timeout in Milliseconds",
                            "最长等待时间",
                            "The longest wait"),
                    number(
                            "maxConcurrent",
                            100,
                            0,
                            1_000_000,
                            "最大并发",
                            "Concurrent Requests",
                            "0 为不限制",
                            "0 is no limit"),
                    number(
                            "queueMs",
                            0,
                            0,
                            60_000,
                            "排队（毫秒）",
                            "Queueing in Milliseconds",
                            "达到最大并发时等待的时间",
                            "How long a request waits for its turn when as many run as may"),
                    number("ratePerSecond", 0, 0, 100_000, "每秒请求数", "Requests per Second", "0 为不限制", "0 is no limit"),
                    Input.options("onTimeout", "cancel", "detach")
                            .withDefault("cancel")
                            .label("超时处理", "At the Timeout")
                            .help("取消执行，或让它继续", "Cancels the execution, or lets it go on"))
            .output(
                    Output.dictionary("params")
                            .label("参数", "Parameters")
                            .help("查询参数与请求体字段", "Fields of the query and the body"),
                    Output.any("body").label("请求体", "Body").help("解析后的请求体", "The body, parsed"),
                    Output.dictionary("query").label("查询参数", "Query").help("路径后的查询参数", "Fields of the query"),
                    Output.text("method").label("请求方法", "Method").help("GET 或 POST", "GET or POST"),
                    Output.text("path").label("路径", "Path").help("请求路径", "The path of the request"),
                    Output.text("clientIp")
                            .label("客户端地址", "Client Address")
                            .help("请求来自的地址", "Where the request comes from"),
                    Output.dictionary("headers")
                            .label("请求头", "Headers")
                            .help("小写名称，不含凭据", "Names in lower case, without credentials"),
                    Output.list("output")
                            .label("结果", "Results")
                            .help("第一项是参数，或不是对象的请求体", "One entry: the parameters, or a body that is no object"),
                    Output.text("uid")
                            .label("执行编号", "Execution Number")
                            .help("本次执行的编号", "The number of this execution"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("订单同步接口", "An API for orders"),
                    Map.of(
                            "name",
                            "Order sync",
                            "module",
                            "order",
                            "function",
                            "sync",
                            "method",
                            "POST",
                            "enabled",
                            true),
                    Map.of()))
            .build();

    private static final List<String> DECLARED =
            DESCRIPTOR.outputs().stream().map(Output::id).toList();

    private static Input route(String id, String chinese, String english, String chineseHelp, String help) {
        return Input.text(id)
                .literal()
                .pattern(ROUTE_PART)
                .label(chinese, english)
                .help(chineseHelp, help);
    }

    private static Input number(
            String id, int value, int min, int max, String chinese, String english, String chineseHelp, String help) {
        return Input.number(id)
                .literal()
                .range(min, max)
                .wholeNumber()
                .withDefault(value)
                .label(chinese, english)
                .help(chineseHelp, help);
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        return TriggerData.outputs(step, DECLARED);
    }
}
