package dev.millrace.form;

import dev.millrace.ExecutionHandle;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates objects: all of a batch or none; then starts what follows from them (spec sections 7 and 10). */
final class Creation {
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final Parts parts;
    private final Progress progress;
    private final Limit limit;

    Creation(Parts parts, Progress progress, Limit limit) {
        this.parts = parts;
        this.progress = progress;
        this.limit = limit;
    }

    CompletableFuture<List<Receipt>> create(
            Form form,
            List<? extends Map<String, ? extends @Nullable Object>> written,
            boolean isBatch,
            Submission submission,
            Author author) {
        Optional<Workflow> workflow =
                form.hasWorkflow() ? Optional.of(parts.instances().workflow(form)) : Optional.empty();
        List<BusinessObject> objects = read(form, written, isBatch, submission, author);
        List<Rules.Occasion> occasions = occasions(form, objects, author);
        return parts.rules().ask(occasions).thenCompose(unused -> {
            List<ObjectStore.Firing> firings = occasions.stream()
                    .flatMap(occasion -> parts.rules().firings(occasion).stream())
                    .toList();
            List<ObjectStore.Firing> starts = workflow.stream()
                    .flatMap(started -> objects.stream().map(object -> progress.start(form, started, object)))
                    .toList();
            store(
                    form,
                    objects,
                    Stream.concat(firings.stream(), starts.stream()).toList(),
                    isBatch);
            CompletableFuture<Void> fired = parts.rules().fire(firings);
            return begin(objects, starts, submission)
                    .thenCombine(
                            fired,
                            (begun, done) -> objects.stream()
                                    .map(object -> new Receipt(object.id(), object.workflowInstanceId()))
                                    .toList());
        });
    }

    private List<BusinessObject> read(
            Form form,
            List<? extends Map<String, ? extends @Nullable Object>> written,
            boolean isBatch,
            Submission submission,
            Author author) {
        Problems problems = new Problems();
        ObjectEdit edit = new ObjectEdit(form, parts.values(), Parts.IDS, problems);
        List<Map<String, @Nullable Object>> values = new ArrayList<>();
        List<Directory.User> owners = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            problems.at(isBatch ? "BizObjectArray[" + i + "]: " : "");
            Map<String, @Nullable Object> complete = edit.apply(Map.of(), written.get(i));
            if (submission == Submission.SUBMIT) {
                edit.requireAll(complete);
            }
            values.add(complete);
            owner(written.get(i).get("OwnerId"), author, problems).ifPresent(owners::add);
        }
        problems.check();
        List<BusinessObject> objects = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            objects.add(object(form, values.get(i), owners.get(i), submission));
        }
        return objects;
    }

    private Optional<Directory.User> owner(@Nullable Object written, Author author, Problems problems) {
        String id = written == null || written.equals("") ? author.submitterId() : String.valueOf(written);
        try {
            return Optional.of(parts.owner(id));
        } catch (ObjectException e) {
            problems.add(e.error(), e.text());
            return Optional.empty();
        }
    }

    private BusinessObject object(
            Form form, Map<String, @Nullable Object> values, Directory.User owner, Submission submission) {
        Instant now = parts.now();
        Status status =
                form.hasWorkflow() ? Status.RUNNING : submission == Submission.SUBMIT ? Status.EFFECTIVE : Status.DRAFT;
        BusinessObject untitled = new BusinessObject(
                Parts.IDS.get(),
                form.schemaCode(),
                number(form, now),
                "",
                owner.id(),
                owner.departmentId(),
                owner.id(),
                now,
                owner.id(),
                now,
                status,
                form.hasWorkflow() ? Parts.IDS.get() : "",
                1,
                0,
                values);
        return untitled.changed(values, Title.of(form, parts.seen(form, untitled)), owner, owner.id(), now);
    }

    private String number(Form form, Instant now) {
        Form.Sequence sequence = form.sequence();
        String date = sequence.dateOf(now.atZone(parts.values().zone()));
        long count = parts.objects().next(form.schemaCode() + "/" + date);
        return sequence.prefix() + date + String.format(Locale.ROOT, "%0" + sequence.digits() + "d", count);
    }

    private List<Rules.Occasion> occasions(Form form, List<BusinessObject> objects, Author author) {
        List<Rules.Occasion> occasions = new ArrayList<>();
        for (BusinessObject object : objects) {
            Map<String, @Nullable Object> seen = parts.seen(form, object);
            occasions.add(new Rules.Occasion(form, Rule.Event.CREATED, object, seen, null, author.depth()));
            if (object.status() == Status.EFFECTIVE) {
                occasions.add(new Rules.Occasion(form, Rule.Event.EFFECTIVE, object, seen, null, author.depth()));
            }
        }
        return occasions;
    }

    private void store(Form form, List<BusinessObject> objects, List<ObjectStore.Firing> firings, boolean isBatch) {
        List<ObjectStore.Change> changes = objects.stream()
                .map(object -> new ObjectStore.Change(null, object, Parts.unique(form, object)))
                .toList();
        ObjectStore.Outcome outcome = parts.objects().commit(changes, firings);
        if (outcome instanceof ObjectStore.Outcome.Duplicate duplicate) {
            Object value = objects.get(duplicate.index()).values().get(duplicate.property());
            ObjectException refused = Parts.duplicate(duplicate.property(), value);
            throw isBatch
                    ? new ObjectException(
                            refused.error(), "BizObjectArray[" + duplicate.index() + "]: " + refused.text())
                    : refused;
        }
        if (outcome instanceof ObjectStore.Outcome.Stale) {
            throw new IllegalStateException("a new id was given twice");
        }
    }

    /** Completes when every execution has come to rest, or after its time. */
    private CompletableFuture<Void> begin(
            List<BusinessObject> objects, List<ObjectStore.Firing> starts, Submission submission) {
        if (starts.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<CompletableFuture<Void>> moves = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            BusinessObject object = objects.get(i);
            moves.add(parts.starts()
                    .startHere(starts.get(i))
                    .thenCompose(started -> started.map(handle -> move(handle, object, submission))
                            .orElseGet(() -> CompletableFuture.completedFuture(null))));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(moves.toArray(CompletableFuture<?>[]::new));
        return limit.atMost(MAX_WAIT, all);
    }

    /** Completes when the execution is at rest, and its end, where it has come, is in the object. */
    private CompletableFuture<Void> move(ExecutionHandle handle, BusinessObject object, Submission submission) {
        CompletableFuture<Void> ended = progress.follow(handle, object.id());
        CompletableFuture<Void> atRest = handle.whenAtRest();
        if (submission == Submission.SUBMIT) {
            atRest = atRest.thenCompose(unused -> {
                parts.instances().submit(handle.id(), object.ownerId());
                return handle.whenAtRest();
            });
        }
        return atRest.thenCompose(unused -> handle.isOver() ? ended : CompletableFuture.completedFuture(null));
    }
}
