package dev.millrace.form;

import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import dev.millrace.work.ObjectLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Forms and the objects filled in with them.
 *
 * <pre>{@code
 * BusinessObjects objects = BusinessObjects.builder().directory(directory).build();
 * Millrace engine = objects.addTo(Millrace.builder()).build();
 * engine.recover();
 * objects.runOn(engine);
 * }</pre>
 *
 * <p>Objects are plain values here, with the names of the documentation: {@code ObjectId}, {@code Status}, the codes of
 * properties. Thread-safe. Writers of one object never overwrite each other unseen. What is refused ends in an {@link
 * ObjectException}, thrown or in the stage, and has changed nothing.
 */
public final class BusinessObjects {
    /** How many objects can be created at once. */
    public static final int MAX_BATCH = 100;

    private final BusinessObjectsBuilder ports;
    private volatile @Nullable Running running;

    private record Running(
            Parts parts,
            Creation creation,
            Updating updating,
            Removal removal,
            Reactivation reactivation,
            Files files) {}

    BusinessObjects(BusinessObjectsBuilder ports) {
        this.ports = ports;
    }

    /** In memory, without people. */
    public static BusinessObjectsBuilder builder() {
        return new BusinessObjectsBuilder();
    }

    /**
     * Lets modules of an engine find these objects: those that work on objects, and those that ask people about one.
     *
     * @return the builder
     */
    public MillraceBuilder addTo(MillraceBuilder engine) {
        return engine.service(BusinessObjects.class, this).service(ObjectLookup.class, this::find);
    }

    /** Also before {@link #runOn}: executions that are recovered ask at once. */
    private Optional<Map<String, @Nullable Object>> find(String schemaCode, String objectId) {
        return ports.forms
                .find(schemaCode)
                .flatMap(form -> ports.objects
                        .find(objectId)
                        .filter(object -> object.schemaCode().equals(schemaCode))
                        .map(object -> ports.view().of(form, object, Set.of())));
    }

    /**
     * Lets workflows run on an engine, and goes on with what an earlier process has left. To be called once, after {@link
     * Millrace#recover} and before anything else.
     *
     * @throws IllegalStateException if it was called before
     */
    public synchronized void runOn(Millrace engine) {
        if (running != null) {
            throw new IllegalStateException("these business objects run on an engine already");
        }
        Limit limit = new Limit(ports.clock, ports.timers);
        Parts parts = ports.parts(engine, limit);
        Progress progress = new Progress(parts);
        running = new Running(
                parts,
                new Creation(parts, progress, limit),
                new Updating(parts),
                new Removal(parts),
                new Reactivation(parts, progress),
                new Files(parts));
        parts.starts().resume();
        progress.resume();
    }

    private Running running() {
        Running known = running;
        if (known == null) {
            throw new IllegalStateException("call runOn with an engine first");
        }
        return known;
    }

    private Parts parts() {
        return running().parts();
    }

    /** The clock of everything that waits. */
    public Clock clock() {
        return ports.clock;
    }

    public Timers timers() {
        return ports.timers;
    }

    /** In the order of their codes. */
    public List<Form> forms() {
        return ports.forms.list();
    }

    public Optional<Form> form(String schemaCode) {
        return ports.forms.find(schemaCode);
    }

    /**
     * Stores a new form.
     *
     * @return false if there is one with its code
     */
    public boolean addForm(Form form) {
        return ports.forms.replace(Optional.empty(), form);
    }

    /**
     * Puts a form in the place of the one with its code. What objects hold of properties that it does not have any more
     * stays.
     *
     * @return the form as it is stored, with the next version
     * @throws ObjectException if there is none
     */
    public Form changeForm(Form form) {
        while (true) {
            Form known = ports.forms
                    .find(form.schemaCode())
                    .orElseThrow(() ->
                            new ObjectException(ObjectError.SCHEMA_NOT_FOUND, "Form not found: " + form.schemaCode()));
            Form changed = form.withVersion(known.version() + 1);
            if (ports.forms.replace(Optional.of(known), changed)) {
                return changed;
            }
        }
    }

    /** True if there are objects of this form. */
    public boolean hasObjects(String schemaCode) {
        return !ports.objects.ofForm(schemaCode).isEmpty();
    }

    /**
     * Removes a form. Objects of it stay stored, but nobody finds them before there is a form with its code again.
     *
     * @return false if there was none
     */
    public boolean removeForm(String schemaCode) {
        return ports.forms.remove(schemaCode);
    }

    /** An object, whatever its status. */
    public Map<String, @Nullable Object> load(String schemaCode, String objectId) {
        Form form = parts().form(schemaCode);
        return parts().seen(form, parts().object(form, objectId));
    }

    /**
     * The objects that a filter asks for.
     *
     * @param filter with the members {@code FromRowNum}, {@code ToRowNum}, {@code RequireCount}, {@code ReturnItems},
     *     {@code SortByCollection} and {@code Matcher}; an empty one asks for the newest 500
     */
    public ObjectPage query(String schemaCode, Map<String, ? extends @Nullable Object> filter) {
        Parts parts = parts();
        Form form = parts.form(schemaCode);
        Filter wanted = Filter.read(filter, form, parts.values());
        List<BusinessObject> matching = parts.objects().ofForm(schemaCode).stream()
                .filter(wanted.matcher())
                .sorted(wanted.order())
                .toList();
        Stream<BusinessObject> rows =
                matching.stream().skip(wanted.from()).limit(Math.max(0, wanted.to() - (long) wanted.from()));
        return new ObjectPage(
                rows.map(object -> parts.view().of(form, object, wanted.items()))
                        .toList(),
                wanted.counts() ? matching.size() : -1);
    }

    /** Creates an object; the stage completes when what follows from it has come to rest, or after its time. */
    public CompletionStage<Receipt> create(
            String schemaCode, Map<String, ? extends @Nullable Object> object, Submission submission, Author author) {
        return attempt(() -> running()
                        .creation()
                        .create(parts().form(schemaCode), List.of(object), false, submission, author))
                .thenApply(receipts -> receipts.get(0));
    }

    /** As {@link #create} with 1 to {@link #MAX_BATCH} objects: all of them or none. */
    public CompletionStage<List<Receipt>> createAll(
            String schemaCode,
            List<? extends Map<String, ? extends @Nullable Object>> objects,
            Submission submission,
            Author author) {
        return attempt(() -> {
            Form form = parts().form(schemaCode);
            if (objects.isEmpty()) {
                throw new ObjectException(ObjectError.INVALID_PARAMETER, "BizObjectArray must not be empty");
            }
            if (objects.size() > MAX_BATCH) {
                throw new ObjectException(ObjectError.BATCH_TOO_LARGE, "At most " + MAX_BATCH + " objects");
            }
            return running().creation().create(form, objects, true, submission, author);
        });
    }

    /**
     * Changes the members that are there.
     *
     * @param submission {@link Submission#SUBMIT} lets a draft take effect, and moves what waits at its start on
     * @param version what {@code ModifiedTime} must be; empty for anything
     */
    public CompletionStage<Void> update(
            String schemaCode,
            String objectId,
            Map<String, ? extends @Nullable Object> members,
            Submission submission,
            Optional<String> version,
            Author author) {
        return attempt(() -> running()
                .updating()
                .update(
                        new Updating.Order(parts().form(schemaCode), objectId, members, submission, version, author),
                        Parts.MAX_TRIES));
    }

    /** Removes an object with its rows and files; one that runs is cancelled. */
    public CompletionStage<Void> remove(String schemaCode, String objectId, Author author) {
        return attempt(() -> running().removal().remove(parts().form(schemaCode), objectId, author, Parts.MAX_TRIES));
    }

    /**
     * Sends an object in effect through its form's workflow once more: it is in effect no longer, and waits at the start.
     *
     * @return with the id of the new execution; ends with {@link ObjectError#CONFLICT} if it is not in effect, or its form
     *     has no workflow
     */
    public CompletionStage<Receipt> reactivate(String schemaCode, String objectId, Author author) {
        return attempt(
                () -> running().reactivation().reactivate(parts().form(schemaCode), objectId, author, Parts.MAX_TRIES));
    }

    private static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> operation) {
        try {
            return operation.get();
        } catch (ObjectException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /**
     * Adds a file of at most 3 MiB to an object, or to a row of one of its tables.
     *
     * @param holderId the id of the object, or of the row
     * @param table the code of the row's table; empty for the object itself
     * @param name as the client has it; only what follows the last slash is kept
     * @param content given away
     */
    public Attachment attach(
            String schemaCode,
            String property,
            String holderId,
            Optional<String> table,
            String name,
            String contentType,
            byte[] content) {
        Files.Place place = new Files.Place(parts().form(schemaCode), property, holderId, table);
        return running().files().add(place, name, contentType, content);
    }

    public Optional<Attachment> attachment(String id) {
        return ports.attachments.find(id);
    }

    /** The bytes of a file, not to be changed; empty if there is none. */
    public Optional<byte[]> content(String attachmentId) {
        return ports.attachments.content(attachmentId);
    }
}
