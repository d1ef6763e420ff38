package dev.millrace.form;

import dev.millrace.Millrace;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Timers;
import java.util.List;

/** Puts {@link BusinessObjects} together. Everything has a default, in memory. */
public final class BusinessObjectsBuilder {
    FormStore forms = FormStore.inMemory();
    ObjectStore objects = ObjectStore.inMemory();
    AttachmentStore attachments = AttachmentStore.inMemory();
    Clock clock = Clock.system();
    Timers timers = Timers.system();
    private Directory directory = Directory.of(List.of(), List.of());

    BusinessObjectsBuilder() {}

    /** Keeps forms, objects and files in records, so that they are there after a restart. */
    public BusinessObjectsBuilder records(RecordStore records) {
        return forms(FormStore.over(records))
                .objects(ObjectStore.over(records))
                .attachments(AttachmentStore.over(records));
    }

    public BusinessObjectsBuilder forms(FormStore store) {
        forms = store;
        return this;
    }

    public BusinessObjectsBuilder objects(ObjectStore store) {
        objects = store;
        return this;
    }

    public BusinessObjectsBuilder attachments(AttachmentStore store) {
        attachments = store;
        return this;
    }

    /** Who can own objects; nobody unless this says so. */
    public BusinessObjectsBuilder directory(Directory people) {
        directory = people;
        return this;
    }

    /** Those of the engine. */
    public BusinessObjectsBuilder clock(Clock engineClock, Timers engineTimers) {
        clock = engineClock;
        timers = engineTimers;
        return this;
    }

    public BusinessObjects build() {
        return new BusinessObjects(this);
    }

    ObjectView view() {
        return new ObjectView(clock.zone(), directory);
    }

    Parts parts(Millrace engine, Limit limit) {
        Starts starts = new Starts(engine, objects, clock, timers);
        return new Parts(
                engine,
                forms,
                objects,
                attachments,
                directory,
                new Values(clock.zone(), directory, objects),
                view(),
                new Rules(engine, starts, limit),
                starts,
                new Instances(engine),
                clock);
    }
}
