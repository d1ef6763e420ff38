package dev.millrace;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import dev.millrace.workflow.Step;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * When the scheduled triggers of enabled workflows are due next, in a store of records: an engine that is opened again goes
 * on with them, and engines on one store agree. Thread-safe; may block, and throws a
 * {@link dev.millrace.store.StoreException} if the store cannot be reached.
 */
final class TriggerTimes {
    private static final String KIND = "trigger-time";

    private final RecordStore store;
    private final Records<Due> records;

    /**
     * @param schedule by which trigger, as it was written, the time was found; another one has times of its own
     * @param next in milliseconds of the epoch; empty for never again
     */
    private record Due(String schedule, OptionalLong next) {
        RecordContent content() {
            RecordContent content = RecordContent.empty().with("schedule", schedule);
            return next.isPresent() ? content.with("due", next.getAsLong()) : content;
        }

        static Due read(RecordContent content) {
            return new Due(
                    content.text("schedule"),
                    content.optionalWhole("due").map(OptionalLong::of).orElseGet(OptionalLong::empty));
        }
    }

    TriggerTimes(RecordStore store) {
        this.store = store;
        this.records = Records.of(store, KIND, Due::content, Due::read);
    }

    /** When a trigger is due next, as it is written now; empty if that is not known. */
    Optional<OptionalLong> next(String workflowId, Step trigger) {
        return kept(workflowId, trigger).map(entry -> entry.value().next());
    }

    private Optional<Records.Entry<Due>> kept(String workflowId, Step trigger) {
        return records.find(key(workflowId, trigger))
                .filter(entry -> entry.value().schedule().equals(trigger.contentHash()));
    }

    /** A trigger that was armed for the first time. */
    void begin(String workflowId, Step trigger, OptionalLong next) {
        store.commit(new RecordChange.Put(records.of(key(workflowId, trigger), due(trigger, next))));
    }

    /** A trigger has fired for a time; without effect if another engine has said so already. */
    void fired(String workflowId, Step trigger, long due, OptionalLong next) {
        kept(workflowId, trigger)
                .filter(entry -> entry.value().next().equals(OptionalLong.of(due)))
                .ifPresent(entry -> store.commit(new RecordChange.Replace(records.changed(entry, due(trigger, next)))));
    }

    /** A trigger that there is no more, or that is disabled: should it come back, it begins anew. */
    void forget(String workflowId, Step trigger) {
        store.commit(records.drop(key(workflowId, trigger)));
    }

    private static Due due(Step trigger, OptionalLong next) {
        return new Due(trigger.contentHash(), next);
    }

    /** Ids may be longer than a key. */
    private static String key(String workflowId, Step trigger) {
        return named(workflowId, trigger.id(), "");
    }

    /** The same for the same firing, on whatever engine and however often it is tried: it starts one execution. */
    static String executionId(String workflowId, Step trigger, long due) {
        return "exec-" + named(workflowId, trigger.id(), String.valueOf(due));
    }

    private static String named(String workflowId, String triggerId, String due) {
        String name = workflowId.length() + "/" + workflowId + "/" + triggerId + "/" + due;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
