package dev.millrace.http.form;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.StartRefusedException;
import dev.millrace.StartRequest;
import dev.millrace.form.OpenApiController;
import dev.millrace.form.OpenApiRequest;
import dev.millrace.form.OpenApiResponse;
import dev.millrace.http.exchange.Failure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Interfaces of the application's own: controllers in Java, and workflows (spec section 12). Thread-safe. */
public final class Interfaces {
    private static final List<String> NOT_PARAMETERS = List.of("ActionName", "Controller", "AppCode", "RequestId");
    /** The longest call (document 003). */
    private static final Duration MAX_TIME = Duration.ofSeconds(55);

    private final Millrace engine;
    private final Executor crew;
    private final Map<Name, OpenApiController> controllers;
    private final Map<Name, String> workflows;

    /** @param actionName empty for all actions of a controller */
    public record Name(String appCode, String controller, String actionName) {}

    /** @param crew runs controllers, which may take their time */
    Interfaces(Millrace engine, ObjectSettings settings, Executor crew) {
        this.engine = engine;
        this.crew = crew;
        this.controllers = settings.controllers();
        this.workflows = settings.workflows();
    }

    CompletionStage<Map<String, @Nullable Object>> run(String action, Members members) {
        String appCode = members.text("AppCode").orElse("");
        String controller = members.text("Controller").orElse("");
        Map<String, @Nullable Object> parameters = members.without(NOT_PARAMETERS);
        OpenApiController java = controllers.get(new Name(appCode, controller, ""));
        if (java != null) {
            return CompletableFuture.supplyAsync(() -> call(java, action, parameters), crew);
        }
        String workflowId = workflows.get(new Name(appCode, controller, action));
        if (workflowId != null) {
            return start(workflowId, parameters);
        }
        throw Failure.of(InvokeError.UNKNOWN_ACTION, "Unknown ActionName: " + dev.millrace.value.Excerpt.of(action));
    }

    private static Map<String, @Nullable Object> call(
            OpenApiController controller, String action, Map<String, @Nullable Object> parameters) {
        OpenApiResponse response = new OpenApiResponse();
        controller.onInvoke(action, new OpenApiRequest(parameters), response);
        if (!response.errors().isEmpty()) {
            throw Failure.of(InvokeError.CUSTOM, String.join("; ", response.errors()));
        }
        return response.data();
    }

    private CompletionStage<Map<String, @Nullable Object>> start(
            String workflowId, Map<String, @Nullable Object> parameters) {
        try {
            ExecutionHandle handle = engine.start(
                    workflowId,
                    StartRequest.inputs(parameters)
                            .withTriggeredBy("api")
                            .withTimeLimit(MAX_TIME)
                            .besideOtherExecutions());
            return handle.completion().thenApply(Interfaces::data);
        } catch (StartRefusedException | InvalidWorkflowException e) {
            throw Failure.of(InvokeError.CUSTOM, "The action's workflow cannot start");
        }
    }

    private static Map<String, @Nullable Object> data(ExecutionResult result) {
        switch (result.status()) {
            case COMPLETED -> {
                Map<String, @Nullable Object> data = new LinkedHashMap<>();
                if (result.output() instanceof Map<?, ?> output) {
                    output.forEach((key, value) -> data.put(String.valueOf(key), value));
                } else if (result.output() != null) {
                    data.put("Result", result.output());
                }
                return data;
            }
            case TIMEOUT -> throw Failure.of(InvokeError.TIMEOUT);
            default ->
                throw Failure.of(
                        InvokeError.CUSTOM,
                        result.error()
                                .map(error -> error.message())
                                .filter(message -> !message.isBlank())
                                .orElse(InvokeError.CUSTOM.message()));
        }
    }
}
