package dev.millrace.http.form;

import dev.millrace.form.Author;
import dev.millrace.form.BusinessObjects;
import dev.millrace.form.ObjectError;
import dev.millrace.form.ObjectException;
import dev.millrace.form.ObjectPage;
import dev.millrace.form.Receipt;
import dev.millrace.form.Submission;
import dev.millrace.http.exchange.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The six standard actions. Thread-safe. */
final class Actions {
    /** What an action gives as {@code ReturnData}. */
    interface Action {
        CompletionStage<Map<String, @Nullable Object>> run(Call call);
    }

    /** One call of an action by a third party who may use its form. */
    record Call(Members members, String schemaCode, Author author) {}

    private final BusinessObjects objects;
    private final Map<String, Action> byName = Map.of(
            "LoadBizObject", this::load,
            "LoadBizObjects", this::query,
            "CreateBizObject", this::create,
            "CreateBizObjects", this::createAll,
            "UpdateBizObject", this::update,
            "RemoveBizObject", this::remove);

    Actions(BusinessObjects objects) {
        this.objects = objects;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    CompletionStage<Map<String, @Nullable Object>> run(String name, Members members, Engine engine) {
        String schemaCode = members.required("SchemaCode");
        if (!engine.mayUse(schemaCode)) {
            throw Failure.of(InvokeError.NO_PERMISSION, "No permission for form " + schemaCode);
        }
        if (objects.form(schemaCode).isEmpty()) {
            throw new ObjectException(ObjectError.SCHEMA_NOT_FOUND, "Form not found: " + schemaCode);
        }
        Action action = byName.get(name);
        if (action == null) {
            throw new IllegalArgumentException("no standard action " + name);
        }
        return action.run(new Call(members, schemaCode, Author.of(engine.submitterId())));
    }

    private CompletionStage<Map<String, @Nullable Object>> load(Call call) {
        String id = call.members().required("BizObjectId");
        return done(Map.of("BizObject", objects.load(call.schemaCode(), id)));
    }

    private CompletionStage<Map<String, @Nullable Object>> query(Call call) {
        ObjectPage page = objects.query(call.schemaCode(), call.members().filter());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("BizObjectArray", page.objects());
        data.put("TotalCount", page.total());
        return done(data);
    }

    private CompletionStage<Map<String, @Nullable Object>> create(Call call) {
        Submission submission = call.members().submission();
        return objects.create(call.schemaCode(), call.members().object("BizObject"), submission, call.author())
                .thenApply(Actions::created);
    }

    private static Map<String, @Nullable Object> created(Receipt receipt) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("BizObjectId", receipt.objectId());
        data.put("WorkflowInstanceId", receipt.workflowInstanceId());
        return data;
    }

    private CompletionStage<Map<String, @Nullable Object>> createAll(Call call) {
        Submission submission = call.members().submission();
        List<Map<String, @Nullable Object>> written = call.members().objects("BizObjectArray");
        return objects.createAll(call.schemaCode(), written, submission, call.author())
                .thenApply(receipts -> {
                    Map<String, @Nullable Object> data = new LinkedHashMap<>();
                    data.put(
                            "BizObjectIdArray",
                            receipts.stream().map(Receipt::objectId).toList());
                    data.put("ProcessedCount", receipts.size());
                    data.put("TotalCount", written.size());
                    data.put(
                            "WorkflowInstanceIdArray",
                            receipts.stream().map(Receipt::workflowInstanceId).toList());
                    return data;
                });
    }

    private CompletionStage<Map<String, @Nullable Object>> update(Call call) {
        Members members = call.members();
        String id = members.required("BizObjectId");
        Submission submission = members.value("IsSubmit") == null ? Submission.SAVE : members.submission();
        Map<String, @Nullable Object> written = members.object("BizObject");
        Optional<String> version = members.text("Version")
                .or(() -> Optional.ofNullable(written.remove("Version")).map(String::valueOf));
        return objects.update(call.schemaCode(), id, written, submission, version, call.author())
                .thenApply(unused -> only("BizObjectId", id));
    }

    private CompletionStage<Map<String, @Nullable Object>> remove(Call call) {
        String id = call.members().required("BizObjectId");
        return objects.remove(call.schemaCode(), id, call.author()).thenApply(unused -> only("BizObjectId", id));
    }

    private static Map<String, @Nullable Object> only(String name, Object value) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(name, value);
        return data;
    }

    private static CompletionStage<Map<String, @Nullable Object>> done(Map<String, ? extends @Nullable Object> data) {
        return CompletableFuture.completedFuture(new LinkedHashMap<>(data));
    }
}
