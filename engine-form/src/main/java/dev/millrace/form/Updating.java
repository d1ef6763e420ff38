package dev.millrace.form;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes an object, one writer after the other (spec section 8). */
final class Updating {
    private static final Logger LOG = LoggerFactory.getLogger(Updating.class);

    private final Parts parts;

    Updating(Parts parts) {
        this.parts = parts;
    }

    /**
     * What is to be changed.
     *
     * @param version the time of the last change the writer has seen, as objects are read; empty for whatever there is
     */
    record Order(
            Form form,
            String objectId,
            Map<String, ? extends @Nullable Object> written,
            Submission submission,
            Optional<String> version,
            Author author) {}

    CompletableFuture<Void> update(Order order, int triesLeft) {
        BusinessObject known = parts.object(order.form(), order.objectId());
        refuse(order, known);
        Change change = change(order, known);
        if (change.isNone()) {
            submitStart(order, known, known);
            return CompletableFuture.completedFuture(null);
        }
        Optional<Rules.Occasion> occasion = occasion(order, change);
        return parts.rules()
                .ask(occasion.stream().toList())
                .thenCompose(unused -> store(order, change, occasion, triesLeft));
    }

    private record Change(BusinessObject before, BusinessObject after) {
        boolean isNone() {
            return before.values().equals(after.values())
                    && before.ownerId().equals(after.ownerId())
                    && before.status() == after.status();
        }
    }

    private void refuse(Order order, BusinessObject known) {
        if (known.status() == Status.CANCELLED) {
            throw new ObjectException(ObjectError.OBJECT_CANCELLED, "BizObject is cancelled: " + known.id());
        }
        String stored = DateText.write(known.modifiedTime(), parts.values().zone());
        if (order.version().isPresent() && !order.version().get().equals(stored)) {
            throw new ObjectException(
                    ObjectError.CONFLICT, "BizObject was changed at " + stored + "; load it and try again");
        }
        Object id = order.written().get("ObjectId");
        if (id != null && !id.equals(known.id())) {
            throw new ObjectException(ObjectError.INVALID_VALUE, "ObjectId: cannot be changed");
        }
    }

    private Change change(Order order, BusinessObject known) {
        Problems problems = new Problems();
        ObjectEdit edit = new ObjectEdit(order.form(), parts.values(), Parts.IDS, problems);
        Map<String, @Nullable Object> values = edit.apply(known.values(), order.written());
        boolean takesEffect = known.status() == Status.DRAFT
                && order.submission() == Submission.SUBMIT
                && !order.form().hasWorkflow();
        boolean isSubmitted = order.submission() == Submission.SUBMIT
                && known.status() == Status.RUNNING
                && parts.instances().isAtStart(known.workflowInstanceId());
        if (takesEffect || isSubmitted || known.status() == Status.EFFECTIVE) {
            edit.requireAll(values);
        }
        Object owner = order.written().get("OwnerId");
        Directory.User user = owner == null || owner.equals("") || owner.equals(known.ownerId())
                ? new Directory.User(known.ownerId(), "", "", known.ownerDeptId(), true)
                : parts.owner(String.valueOf(owner));
        problems.check();
        BusinessObject untitled = known.with(values);
        BusinessObject begun = takesEffect ? known.in(Status.EFFECTIVE) : known;
        BusinessObject after = begun.changed(
                values,
                Title.of(order.form(), parts.seen(order.form(), untitled)),
                user,
                order.author().submitterId(),
                parts.now());
        return new Change(known, after.inPlaceOf(known));
    }

    private Optional<Rules.Occasion> occasion(Order order, Change change) {
        if (change.after().status() != Status.EFFECTIVE) {
            return Optional.empty();
        }
        Rule.Event event = change.before().status() == Status.EFFECTIVE ? Rule.Event.UPDATED : Rule.Event.EFFECTIVE;
        return Optional.of(new Rules.Occasion(
                order.form(),
                event,
                change.after(),
                parts.seen(order.form(), change.after()),
                parts.seen(order.form(), change.before()),
                order.author().depth()));
    }

    private CompletableFuture<Void> store(
            Order order, Change change, Optional<Rules.Occasion> occasion, int triesLeft) {
        List<ObjectStore.Firing> firings = occasion.map(parts.rules()::firings).orElseGet(List::of);
        ObjectStore.Outcome outcome = parts.objects()
                .commit(
                        List.of(new ObjectStore.Change(
                                change.before(), change.after(), Parts.unique(order.form(), change.after()))),
                        firings);
        if (outcome instanceof ObjectStore.Outcome.Duplicate duplicate) {
            throw Parts.duplicate(
                    duplicate.property(),
                    Objects.requireNonNull(change.after().values().get(duplicate.property())));
        }
        if (outcome instanceof ObjectStore.Outcome.Stale) {
            if (triesLeft == 0) {
                throw new ObjectException(ObjectError.CONFLICT, "BizObject is changed by others all the time");
            }
            return update(order, triesLeft - 1);
        }
        submitStart(order, change.before(), change.after());
        return parts.rules().fire(firings);
    }

    /** What is neither a draft nor waits at its start has nothing to be submitted. */
    private void submitStart(Order order, BusinessObject before, BusinessObject after) {
        boolean isDraft = before.status() == Status.DRAFT && !order.form().hasWorkflow();
        if (order.submission() == Submission.SAVE || isDraft) {
            return;
        }
        boolean isSubmitted = before.status() == Status.RUNNING
                && parts.instances().submit(after.workflowInstanceId(), after.ownerId());
        if (!isSubmitted) {
            LOG.info("IsSubmit of {} says nothing: it is in effect, or past its start", after.id());
        }
    }
}
