package dev.millrace.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Removes an object with all that belongs to it (spec section 9). */
final class Removal {
    private final Parts parts;

    Removal(Parts parts) {
        this.parts = parts;
    }

    CompletableFuture<Void> remove(Form form, String objectId, Author author, int triesLeft) {
        BusinessObject known = parts.object(form, objectId);
        List<Rules.Occasion> occasions = occasions(form, known, author);
        return parts.rules().ask(occasions).thenCompose(unused -> {
            List<ObjectStore.Firing> firings = occasions.stream()
                    .flatMap(occasion -> parts.rules().firings(occasion).stream())
                    .toList();
            ObjectStore.Outcome outcome =
                    parts.objects().commit(List.of(new ObjectStore.Change(known, null, Map.of())), firings);
            if (!(outcome instanceof ObjectStore.Outcome.Stored)) {
                if (triesLeft == 0) {
                    throw new ObjectException(ObjectError.CONFLICT, "BizObject is changed by others all the time");
                }
                return remove(form, objectId, author, triesLeft - 1);
            }
            if (known.status() == Status.RUNNING) {
                parts.starts().giveUp(known.workflowInstanceId());
                parts.instances().cancel(known.workflowInstanceId());
            }
            parts.attachments().removeAllOf(objectId);
            return parts.rules().fire(firings);
        });
    }

    private List<Rules.Occasion> occasions(Form form, BusinessObject known, Author author) {
        Map<String, @Nullable Object> seen = parts.seen(form, known);
        List<Rules.Occasion> occasions = new ArrayList<>();
        if (known.status() == Status.EFFECTIVE) {
            occasions.add(new Rules.Occasion(form, Rule.Event.INVALID, known, seen, seen, author.depth()));
        }
        occasions.add(new Rules.Occasion(form, Rule.Event.REMOVED, known, seen, seen, author.depth()));
        return occasions;
    }
}
