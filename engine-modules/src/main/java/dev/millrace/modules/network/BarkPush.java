package dev.millrace.modules.network;

import dev.millrace.egress.HttpBody;
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
import dev.millrace.module.StepContext;
import dev.millrace.module.StepError;
import dev.millrace.module.StepResult;
import dev.millrace.modules.data.StepJson;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.TextForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a notification to a phone through a Bark server (spec vflow-model 6.4, bark_push). */
final class BarkPush implements Module {
    private static final int TIMEOUT_SECONDS = 15;
    private static final String SERVER = "https://api.day.app";
    private static final int ACCEPTED = 200;

    private static final Input LEVEL = Input.options("level", "active", "timeSensitive", "passive", "critical")
            .legacyOption("默认", "active")
            .legacyOption("Default", "active")
            .legacyOption("时效通知", "timeSensitive")
            .legacyOption("被动通知", "passive")
            .legacyOption("重要告警", "critical")
            .withDefault("active")
            .label("级别", "Level")
            .help("通知的中断级别", "How much the notification interrupts");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("bark_push")
            .alias("vflow.network.bark_push")
            .category(Category.NETWORK)
            .name("Bark 推送", "Bark Push")
            .description("通过 Bark 推送通知", "Send a notification through Bark")
            .input(
                    Input.text("server_url")
                            .alias("serverUrl")
                            .withDefault(SERVER)
                            .label("服务器", "Server")
                            .help("Bark 服务器地址", "The address of the Bark server"),
                    Input.text("device_key")
                            .alias("deviceKey")
                            .required()
                            .label("设备密钥", "Device key")
                            .help("Bark 应用中的密钥", "The key that the Bark app shows"),
                    optional("title", "标题", "Title", "通知标题", "Of the notification"),
                    Input.text("body").required().label("内容", "Body").help("通知内容", "Of the notification"),
                    optional("subtitle", "副标题", "Subtitle", "通知副标题", "Of the notification"),
                    LEVEL,
                    Input.number("volume")
                            .withDefault(5)
                            .range(0, 10)
                            .label("音量", "Volume")
                            .help("重要警告的音量，0 到 10", "Of a critical alert, 0 to 10"),
                    Input.number("badge").wholeNumber().label("角标", "Badge").help("应用图标上的数字", "The number on the app"),
                    optional("icon", "图标", "Icon", "图标的 URL", "The URL of a picture"),
                    optional("image", "图片", "Image", "图片的 URL", "The URL of a picture"),
                    Input.truth("auto_copy")
                            .alias("autoCopy")
                            .withDefault(false)
                            .label("自动复制", "Copy at once")
                            .help("收到时自动复制", "Copies when it arrives"),
                    optional("copy", "复制内容", "Text to copy", "要复制的文本", "What is copied"),
                    optional("jump_url", "跳转链接", "Link", "点击后打开的 URL", "The URL a tap opens")
                            .alias("jumpUrl"),
                    Call.timeoutInput(TIMEOUT_SECONDS))
            .output(
                    Reports.SUCCESS,
                    Output.number("response_code")
                            .alias("responseCode")
                            .label("响应代码", "Response code")
                            .help("200 表示成功", "200 when it was accepted"),
                    Output.text("response_message")
                            .alias("responseMessage")
                            .label("响应消息", "Response message")
                            .help("服务器的消息", "What the server says"),
                    Reports.JSON,
                    Reports.ERROR)
            .effect(Effect.ONCE)
            .check(Required.inputs("device_key", "body"))
            .example(new ModuleExample(
                    new LocalizedText("推送通知", "A notification"),
                    Map.of("device_key", "your-key", "title", "Report", "body", "It is done"),
                    Map.of()))
            .build();

    private static Input optional(String id, String chinese, String english, String chineseHelp, String englishHelp) {
        return Input.text(id).withDefault("").label(chinese, english).help(chineseHelp, englishHelp);
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String level = step.option("level", "active");
        if (LEVEL.optionNamed(level) == null) {
            return Unknown.option(LEVEL, level);
        }
        String key = Call.required(step, "device_key").strip();
        HttpRequest.Builder request = HttpRequest.post(
                        BaseUrl.of(step, "server_url", SERVER) + "/" + Query.encoded(key))
                .body(HttpBody.json(StepJson.write(fields(step))));
        Call.limited(request, step, TIMEOUT_SECONDS);
        return Call.send(step, request, BarkPush::answered, error -> Reports.failed(error, known(0, "", null)));
    }

    private static Map<String, @Nullable Object> fields(StepContext step) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("title", step.text("title", ""));
        fields.put("body", Call.required(step, "body"));
        for (String id : List.of("subtitle", "level", "icon", "image", "copy")) {
            putText(fields, id, step.option(id, ""));
        }
        putText(fields, "url", step.text("jump_url", ""));
        if (isSet(step, "badge")) {
            fields.put("badge", step.wholeNumber("badge"));
        }
        if (isSet(step, "volume")) {
            fields.put("volume", step.number("volume"));
        }
        if (step.truth("auto_copy", false)) {
            fields.put("autoCopy", "1");
        }
        return fields;
    }

    private static boolean isSet(StepContext step, String input) {
        Object value = step.input(input);
        return value != null && !TextForm.of(value).isBlank();
    }

    private static void putText(Map<String, @Nullable Object> fields, String name, String text) {
        if (!text.isBlank()) {
            fields.put(name, text);
        }
    }

    private static StepResult answered(HttpResponse response) {
        Map<String, @Nullable Object> answer = Reports.dictionary(response);
        Number code = NumberForm.of(answer.get("code"));
        String message = TextForm.of(answer.getOrDefault("message", ""));
        if (code != null && code.longValue() == ACCEPTED) {
            Map<String, @Nullable Object> outputs = known(ACCEPTED, message, answer);
            outputs.put("success", true);
            outputs.put("error", "");
            return StepResult.done(outputs);
        }
        long told = code == null ? response.status() : code.longValue();
        StepError error = new StepError(
                "Not accepted",
                answer.isEmpty()
                        ? "the Bark server answered with status " + response.status() + " and no JSON object"
                        : "the Bark server answered with code " + told + ": " + Excerpt.of(message));
        return Reports.failed(error, known(told, message, answer));
    }

    private static Map<String, @Nullable Object> known(long code, String message, @Nullable Object json) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("success", false);
        outputs.put("response_code", code);
        outputs.put("response_message", message);
        outputs.put("response_json", json);
        return outputs;
    }
}
