package dev.millrace.form;

import dev.millrace.Millrace;
import dev.millrace.store.Clock;
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

    Parts parts(Millrace engine, Limit limit) {
        return new Parts(
                engine,
                forms,
                objects,
                attachments,
                directory,
                new Values(clock.zone(), directory, objects),
                new ObjectView(clock.zone(), directory),
                new Rules(engine, objects, limit),
                new Instances(engine),
                clock);
    }
}
