package dev.millrace.modules.network;

import dev.millrace.egress.HttpResponse;
import dev.millrace.module.Output;
import dev.millrace.module.StepError;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.data.StepJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What push modules tell of their call: outputs that are there whether it succeeded or not. */
final class Reports {
    static final Output SUCCESS =
            Output.truth("success").label("是否成功", "Success").help("发送是否成功", "Whether it was sent");
    static final Output ERROR =
            Output.text("error").label("错误", "Error").help("失败原因，成功时为空", "Why it failed; empty on success");
    static final Output STATUS = Output.number("status_code")
            .alias("statusCode")
            .label("状态码", "Status code")
            .help("HTTP 状态码，没有回应时为 0", "Of the answer; 0 if none came");
    static final Output BODY = Output.text("response_body")
            .alias("responseBody")
            .label("响应体", "Response body")
            .help("对方的回应", "What was answered");
    static final Output JSON = Output.any("response_json")
            .alias("responseJson")
            .label("响应 JSON", "Response JSON")
            .help("解析后的回应", "The answer, read as JSON");

    private Reports() {}

    /** The failure with everything that is known as partial outputs; the error's text is one of them. */
    static StepResult failed(StepError error, Map<String, ? extends @Nullable Object> known) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>(known);
        outputs.put("error", error.message());
        return StepResult.failed(error, outputs);
    }

    /** The outputs of a call whose answer counts by its status. */
    static StepResult byStatus(HttpResponse response, String service, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>(more);
        outputs.put("success", response.isGood());
        outputs.put("status_code", (long) response.status());
        outputs.put("response_body", response.text());
        if (!response.isGood()) {
            return failed(refused(service, response), outputs);
        }
        outputs.put("error", "");
        return StepResult.done(outputs);
    }

    /** The outputs of such a call that got no answer. */
    static StepResult noAnswer(StepError error, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>(more);
        outputs.put("success", false);
        outputs.put("status_code", 0L);
        outputs.put("response_body", "");
        return failed(error, outputs);
    }

    static StepError refused(String service, HttpResponse response) {
        return new StepError(
                "Not accepted",
                service + " answered with status " + response.status()
                        + "; its answer is the output \"response_body\"");
    }

    /** The answer as a dictionary; empty if it is none. */
    @SuppressWarnings("unchecked") // JSON dictionaries have text keys
    static Map<String, @Nullable Object> dictionary(HttpResponse response) {
        try {
            return StepJson.read("answer", response.text()) instanceof Map<?, ?> read
                    ? (Map<String, @Nullable Object>) read
                    : Map.of();
        } catch (StepFailedException e) {
            return Map.of();
        }
    }
}
