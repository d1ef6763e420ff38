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
import dev.millrace.value.TextForm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a message to a chat of Telegram (spec vflow-model 6.4, telegram_push). */
final class TelegramPush implements Module {
    private static final int TIMEOUT_SECONDS = 15;
    private static final String SERVER = "https://api.telegram.org";
    private static final Map<String, String> PARSE_MODES =
            Map.of("markdown", "Markdown", "markdown_v2", "MarkdownV2", "html", "HTML");

    private static final Input PARSE_MODE = Input.options("parse_mode", "none", "markdown", "markdown_v2", "html")
            .legacyOption("无", "none")
            .legacyOption("Markdown", "markdown")
            .legacyOption("Markdown V2", "markdown_v2")
            .legacyOption("HTML", "html")
            .alias("parseMode")
            .withDefault("none")
            .label("格式", "Format")
            .help("纯文本、Markdown 或 HTML", "Plain text, Markdown or HTML");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("telegram_push")
            .alias("vflow.network.telegram_push")
            .category(Category.NETWORK)
            .name("Telegram 推送", "Telegram Push")
            .description("通过 Telegram 机器人推送消息", "Send a message through a Telegram bot")
            .input(
                    Input.text("bot_token")
                            .alias("botToken")
                            .required()
                            .label("机器人令牌", "Bot token")
                            .help("由 BotFather 给出", "Given by BotFather"),
                    Input.text("chat_id")
                            .alias("chatId")
                            .required()
                            .label("聊天 ID", "Chat id")
                            .help("用户、群组或频道", "A user, a group or a channel"),
                    Input.text("text").required().label("内容", "Text").help("消息内容", "Of the message"),
                    PARSE_MODE,
                    Input.truth("disable_web_page_preview")
                            .alias("disableWebPagePreview")
                            .withDefault(false)
                            .label("不显示网页预览", "No preview")
                            .help("不显示链接的预览", "Links show no preview"),
                    Input.number("message_thread_id")
                            .alias("messageThreadId")
                            .wholeNumber()
                            .label("话题 ID", "Thread id")
                            .help("群组中的话题", "A topic of the group"),
                    Input.text("server_url")
                            .alias("serverUrl")
                            .withDefault(SERVER)
                            .label("服务器", "Server")
                            .help("机器人 API 的地址", "The address of the bot API"),
                    Call.timeoutInput(TIMEOUT_SECONDS))
            .output(
                    Output.truth("ok").label("是否成功", "OK").help("发送是否成功", "Whether it was sent"),
                    Output.number("message_id")
                            .alias("messageId")
                            .label("消息 ID", "Message id")
                            .help("发送的消息", "Of the message sent"),
                    Output.any("chat_id")
                            .alias("chatId")
                            .label("聊天 ID", "Chat id")
                            .help("收到消息的聊天", "Where it was sent"),
                    Output.text("description").label("说明", "Description").help("失败时的说明", "Why it was refused"),
                    Reports.JSON,
                    Reports.ERROR)
            .effect(Effect.ONCE)
            .check(Required.inputs("bot_token", "chat_id", "text"))
            .example(new ModuleExample(
                    new LocalizedText("推送消息", "A message"),
                    Map.of("bot_token", "your-token", "chat_id", "42", "text", "It is done"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String mode = step.option("parse_mode", "none");
        if (PARSE_MODE.optionNamed(mode) == null) {
            return Unknown.option(PARSE_MODE, mode);
        }
        String token = Call.required(step, "bot_token").strip();
        String url = BaseUrl.of(step, "server_url", SERVER) + "/bot" + pathOf(token) + "/sendMessage";
        HttpRequest.Builder request = HttpRequest.post(url).body(HttpBody.json(json(step, mode)));
        Call.limited(request, step, TIMEOUT_SECONDS);
        return Call.send(step, request, TelegramPush::answered, error -> Reports.failed(error, outputs(Map.of())));
    }

    /** A token holds a colon, which the bot API wants as it is. */
    private static String pathOf(String token) {
        return Query.encoded(token).replace("%3A", ":");
    }

    private static String json(StepContext step, String mode) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("chat_id", Call.required(step, "chat_id"));
        fields.put("text", Call.required(step, "text"));
        String parseMode = PARSE_MODES.get(mode);
        if (parseMode != null) {
            fields.put("parse_mode", parseMode);
        }
        if (step.truth("disable_web_page_preview", false)) {
            fields.put("disable_web_page_preview", true);
        }
        Object thread = step.input("message_thread_id");
        if (thread != null && !TextForm.of(thread).isBlank()) {
            fields.put("message_thread_id", step.wholeNumber("message_thread_id"));
        }
        return StepJson.write(fields);
    }

    private static StepResult answered(HttpResponse response) {
        Map<String, @Nullable Object> answer = Reports.dictionary(response);
        Map<String, @Nullable Object> outputs = outputs(answer);
        if (Boolean.TRUE.equals(answer.get("ok"))) {
            outputs.put("error", "");
            return StepResult.done(outputs);
        }
        String description = String.valueOf(outputs.get("description"));
        return Reports.failed(
                new StepError(
                        "Not accepted",
                        "Telegram answered with status " + response.status()
                                + (description.isEmpty() ? "" : ": " + Excerpt.of(description))),
                outputs);
    }

    private static Map<String, @Nullable Object> outputs(Map<String, @Nullable Object> answer) {
        Map<?, ?> message = answer.get("result") instanceof Map<?, ?> result ? result : Map.of();
        Map<?, ?> chat = message.get("chat") instanceof Map<?, ?> there ? there : Map.of();
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("ok", Boolean.TRUE.equals(answer.get("ok")));
        outputs.put("message_id", message.get("message_id"));
        outputs.put("chat_id", chat.get("id"));
        outputs.put("description", TextForm.of(answer.getOrDefault("description", "")));
        outputs.put("response_json", answer.isEmpty() ? null : answer);
        return outputs;
    }
}
