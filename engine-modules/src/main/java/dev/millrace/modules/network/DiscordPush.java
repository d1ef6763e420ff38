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
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.modules.data.StepJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends a message to a channel of Discord (spec vflow-model 6.4, discord_push). */
final class DiscordPush implements Module {
    private static final int TIMEOUT_SECONDS = 15;

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("discord_push")
            .alias("vflow.network.discord_push")
            .category(Category.NETWORK)
            .name("Discord 推送", "Discord Push")
            .description("通过 Discord Webhook 推送消息", "Send a message through a Discord webhook")
            .input(
                    Input.text("webhook_url")
                            .alias("webhookUrl")
                            .required()
                            .label("Webhook 地址", "Webhook URL")
                            .help("频道设置中的 Webhook 地址", "From the settings of the channel"),
                    Input.text("content").required().label("内容", "Content").help("消息内容", "Of the message"),
                    Input.text("mention_user_ids")
                            .alias("mentionUserIds")
                            .withDefault("")
                            .label("提及的用户", "Users to mention")
                            .help("用户 ID，用 |、逗号或换行分隔", "Their ids, with |, a comma or a line break between them"),
                    Input.text("username")
                            .withDefault("")
                            .label("用户名", "User name")
                            .help("显示的发送者名称", "The name shown"),
                    Input.text("avatar_url")
                            .alias("avatarUrl")
                            .withDefault("")
                            .label("头像", "Avatar")
                            .help("头像的 URL", "The URL of a picture"),
                    Input.truth("tts")
                            .withDefault(false)
                            .label("朗读", "Read aloud")
                            .help("朗读消息", "Whether it is read aloud"),
                    Call.timeoutInput(TIMEOUT_SECONDS))
            .output(
                    Reports.SUCCESS,
                    Reports.STATUS,
                    Reports.BODY,
                    Output.text("final_content")
                            .alias("finalContent")
                            .label("最终内容", "Final content")
                            .help("包含提及的内容", "With the mentions"),
                    Reports.ERROR)
            .effect(Effect.ONCE)
            .check(Required.inputs("webhook_url", "content"))
            .example(new ModuleExample(
                    new LocalizedText("推送消息", "A message"),
                    Map.of("webhook_url", "https://discord.com/api/webhooks/1/abc", "content", "It is done"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String url = Call.required(step, "webhook_url");
        String content = mentions(step.text("mention_user_ids", "")) + Call.required(step, "content");
        HttpRequest.Builder request = HttpRequest.post(url).body(HttpBody.json(json(step, content)));
        Call.limited(request, step, TIMEOUT_SECONDS);
        Map<String, String> more = Map.of("final_content", content);
        return Call.send(
                step,
                request,
                response -> Reports.byStatus(response, "Discord", more),
                error -> Reports.noAnswer(error, more));
    }

    private static String mentions(String ids) {
        return Stream.of(ids.split("[|,\\n]"))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> "<@" + id + "> ")
                .collect(Collectors.joining());
    }

    private static String json(StepContext step, String content) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("content", content);
        for (String name : new String[] {"username", "avatar_url"}) {
            String text = step.text(name, "");
            if (!text.isBlank()) {
                fields.put(name, text);
            }
        }
        if (step.truth("tts", false)) {
            fields.put("tts", true);
        }
        return StepJson.write(fields);
    }
}
