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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a language model for an answer, in the protocol that most offer (spec vflow-model 6.4, ai completion). */
final class AiCompletion implements Module {
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(90);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final double TEMPERATURE = 0.7;
    private static final String SERVER = "https://api.openai.com/v1";
    private static final String MODEL = "gpt-3.5-turbo";
    private static final String SYSTEM_PROMPT = "You are a helpful assistant.";

    private static final Input PROVIDER = Input.options("provider", "openai", "deepseek", "custom")
            .legacyOption("OpenAI", "openai")
            .legacyOption("DeepSeek", "deepseek")
            .legacyOption("自定义", "custom")
            .legacyOption("Custom", "custom")
            .withDefault("openai")
            .label("服务商", "Provider")
            .help("仅作标记，地址由接口地址决定", "A label only; the base URL decides");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("ai_completion")
            .alias("vflow.ai.completion")
            .category(Category.NETWORK)
            .name("AI 对话", "AI Completion")
            .description("向大语言模型提问", "Ask a language model")
            .input(
                    PROVIDER,
                    Input.text("base_url")
                            .alias("baseUrl")
                            .withDefault(SERVER)
                            .label("接口地址", "Base URL")
                            .help("到 /chat/completions 之前的地址", "Up to, and without, /chat/completions"),
                    Input.text("api_key")
                            .alias("apiKey")
                            .required()
                            .label("API 密钥", "API key")
                            .help("服务商给出的密钥", "Given by the provider"),
                    Input.text("model").withDefault(MODEL).label("模型", "Model").help("模型名称", "The model's name"),
                    Input.text("prompt").required().label("提示词", "Prompt").help("要问的内容", "What to ask"),
                    Input.text("system_prompt")
                            .alias("systemPrompt")
                            .withDefault(SYSTEM_PROMPT)
                            .label("系统提示词", "System prompt")
                            .help("模型应如何回答", "How the model should answer"),
                    Input.number("temperature")
                            .withDefault(TEMPERATURE)
                            .range(0, 2)
                            .label("温度", "Temperature")
                            .help("0 更确定，2 更随机", "0 for steady answers, 2 for varied ones"),
                    Input.truth("show_advanced")
                            .withDefault(false)
                            .label("显示高级选项", "Show advanced")
                            .help("只影响编辑器", "Of the editor only"))
            .output(Output.text("result").label("回答", "Result").help("模型的回答", "The model's answer"), Reports.SUCCESS)
            .effect(Effect.ONCE)
            .check(Required.inputs("api_key", "prompt"))
            .example(new ModuleExample(
                    new LocalizedText("提问", "A question"),
                    Map.of("api_key", "your-key", "prompt", "Why is the sky blue?"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String provider = step.option("provider", "openai");
        if (PROVIDER.optionNamed(provider) == null) {
            return Unknown.option(PROVIDER, provider);
        }
        String key = Call.required(step, "api_key").strip();
        HttpRequest.Builder request = HttpRequest.post(BaseUrl.of(step, "base_url", SERVER) + "/chat/completions")
                .header("Authorization", "Bearer " + key)
                .body(HttpBody.json(json(step)))
                .silence(SILENCE)
                .timeout(WHOLE_CALL);
        return Call.send(step, request, response -> answered(response, key), AiCompletion::failed);
    }

    private static String json(StepContext step) {
        List<Map<String, String>> messages = new ArrayList<>();
        String systemPrompt = step.text("system_prompt", SYSTEM_PROMPT);
        if (!systemPrompt.isBlank()) {
            messages.add(message("system", systemPrompt));
        }
        messages.add(message("user", Call.required(step, "prompt")));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("model", step.option("model", MODEL));
        fields.put("messages", messages);
        fields.put("temperature", step.number("temperature", TEMPERATURE));
        return StepJson.write(fields);
    }

    private static Map<String, String> message(String role, String content) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    private static StepResult answered(HttpResponse response, String key) {
        Map<String, @Nullable Object> answer = Reports.dictionary(response);
        if (!response.isGood()) {
            return failed(refused(response, answer, key));
        }
        String content = content(answer);
        return content == null
                ? failed(new StepError("No answer", "the model's answer has no choices[0].message.content"))
                : StepResult.done("result", content, "success", true);
    }

    private static @Nullable String content(Map<String, @Nullable Object> answer) {
        if (answer.get("choices") instanceof List<?> choices
                && !choices.isEmpty()
                && choices.get(0) instanceof Map<?, ?> first
                && first.get("message") instanceof Map<?, ?> message
                && message.get("content") instanceof String content) {
            return content;
        }
        return null;
    }

    /** Of a key that was refused nothing is quoted, as some quote it themselves. */
    private static StepError refused(HttpResponse response, Map<String, @Nullable Object> answer, String key) {
        int status = response.status();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return new StepError("Not accepted", "the provider answered with status " + status + "; check the API key");
        }
        Object told = answer.get("error") instanceof Map<?, ?> error ? error.get("message") : null;
        String reason = told instanceof String text ? ": " + Excerpt.of(text.replace(key, "…")) : "";
        return new StepError("Not accepted", "the provider answered with status " + status + reason);
    }

    private static StepResult failed(StepError error) {
        return StepResult.failed(error, Map.of("success", false));
    }
}
