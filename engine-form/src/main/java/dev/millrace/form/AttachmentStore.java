package dev.millrace.form;

import dev.millrace.store.RecordStore;
import java.util.Optional;

/** Keeps the files of objects. Thread-safe; may block. */
public interface AttachmentStore {
    /** @param content given away */
    void add(Attachment attachment, byte[] content);

    Optional<Attachment> find(String id);

    /** Not to be changed. Empty if there is no such file. */
    Optional<byte[]> content(String id);

    void remove(String id);

    void removeAllOf(String objectId);

    /** A store that ends with the process. */
    static AttachmentStore inMemory() {
        return over(RecordStore.inMemory());
    }

    /** A store that keeps records of the kinds {@code attachment} and {@code attachment-content}. */
    static AttachmentStore over(RecordStore records) {
        return new RecordAttachmentStore(records);
    }
}
