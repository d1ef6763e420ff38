package dev.millrace.form;

import dev.millrace.ExecutionHandle;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps the status of objects with that of their executions (spec section 10). Thread-safe. */
final class Progress {
    private final Parts parts;

    Progress(Parts parts) {
        this.parts = parts;
    }

    /** The start of an object's execution, to be stored with the object. */
    ObjectStore.Firing start(Form form, Workflow workflow, BusinessObject object) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("schemaCode", form.schemaCode());
        data.put("bizObjectId", object.id());
        data.put("bizObject", parts.seen(form, object));
        data.put("previous", null);
        data.put("event", "submitted");
        return new ObjectStore.Firing(
                object.id() + "/" + object.revision() + "/start",
                workflow.id(),
                object.workflowInstanceId(),
                data,
                true);
    }

    /** Completes when the execution is over and its end is in the object, and the rules that are waited for have run. */
    CompletableFuture<Void> follow(ExecutionHandle handle, String objectId) {
        return handle.completion().thenCompose(end -> settle(handle.id(), objectId, end.status()));
    }

    /** As {@link #follow}, of an execution that is still to start. */
    void followOnce(CompletableFuture<Optional<ExecutionHandle>> started, String objectId) {
        var unused = started.thenCompose(handle -> handle.map(execution -> follow(execution, objectId))
                .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    private CompletableFuture<Void> settle(String instanceId, String objectId, ExecutionStatus end) {
        Status status = Instances.statusAfter(end).orElse(null);
        for (int i = 0; status != null && i < Parts.MAX_TRIES; i++) {
            BusinessObject known = parts.objects().find(objectId).orElse(null);
            if (known == null
                    || known.status() != Status.RUNNING
                    || !known.workflowInstanceId().equals(instanceId)) {
                break;
            }
            Optional<Form> form = parts.forms().find(known.schemaCode());
            if (form.isEmpty()) {
                break;
            }
            BusinessObject changed = known.in(status);
            List<ObjectStore.Firing> firings =
                    status == Status.EFFECTIVE ? effective(form.get(), known, changed) : List.of();
            ObjectStore.Outcome outcome = parts.objects()
                    .commit(
                            List.of(new ObjectStore.Change(known, changed, Parts.unique(form.get(), changed))),
                            firings);
            if (outcome instanceof ObjectStore.Outcome.Stored) {
                return parts.rules().fire(firings);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private List<ObjectStore.Firing> effective(Form form, BusinessObject before, BusinessObject after) {
        return parts.rules()
                .firings(new Rules.Occasion(
                        form, Rule.Event.EFFECTIVE, after, parts.seen(form, after), parts.seen(form, before), 0));
    }

    /** Goes on with what an earlier process has left: executions that run, and ends that are not in their objects yet. */
    void resume() {
        for (BusinessObject object : parts.objects().running()) {
            String instanceId = object.workflowInstanceId();
            Optional<ExecutionHandle> handle = parts.instances().find(instanceId);
            if (handle.isPresent()) {
                var unused = follow(handle.get(), object.id());
                continue;
            }
            var unused = parts.instances().end(instanceId).map(end -> settle(instanceId, object.id(), end));
            parts.starts().awaited(instanceId).ifPresent(started -> followOnce(started, object.id()));
        }
    }
}
