package dev.millrace.form;

import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lets an object that has been through its workflow go through it once more, from the start (spec section 10). */
final class Reactivation {
    private final Parts parts;
    private final Progress progress;

    Reactivation(Parts parts, Progress progress) {
        this.parts = parts;
        this.progress = progress;
    }

    CompletableFuture<Receipt> reactivate(Form form, String objectId, Author author, int triesLeft) {
        BusinessObject known = parts.object(form, objectId);
        if (!form.hasWorkflow() || known.status() != Status.EFFECTIVE) {
            throw new ObjectException(
                    ObjectError.CONFLICT, "BizObject has no workflow that has come to its end: " + known.id());
        }
        Workflow workflow = parts.instances().workflow(form);
        BusinessObject running = known.running(Parts.IDS.get());
        Map<String, @Nullable Object> seen = parts.seen(form, known);
        var occasion = new Rules.Occasion(form, Rule.Event.INVALID, known, seen, seen, author.depth());
        return parts.rules().ask(List.of(occasion)).thenCompose(agreed -> {
            List<ObjectStore.Firing> rules = parts.rules().firings(occasion);
            ObjectStore.Firing start = progress.start(form, workflow, running);
            List<ObjectStore.Firing> all = new ArrayList<>(rules);
            all.add(start);
            ObjectStore.Outcome outcome = parts.objects()
                    .commit(List.of(new ObjectStore.Change(known, running, Parts.unique(form, running))), all);
            if (!(outcome instanceof ObjectStore.Outcome.Stored)) {
                if (triesLeft == 0) {
                    throw new ObjectException(ObjectError.CONFLICT, "BizObject is changed by others all the time");
                }
                return reactivate(form, objectId, author, triesLeft - 1);
            }
            progress.followOnce(parts.starts().startHere(start), objectId);
            return parts.rules().fire(rules).thenApply(nothing -> new Receipt(objectId, running.workflowInstanceId()));
        });
    }
}
