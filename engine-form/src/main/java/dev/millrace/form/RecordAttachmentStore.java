package dev.millrace.form;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import dev.millrace.store.StoredRecord;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files as records: what is known of one apart from its bytes, so that lists of them stay small. */
final class RecordAttachmentStore implements AttachmentStore {
    private static final String CONTENT = "attachment-content";

    private final RecordStore store;
    private final Records<Attachment> attachments;

    RecordAttachmentStore(RecordStore store) {
        this.store = store;
        this.attachments = Records.of(store, "attachment", RecordAttachmentStore::written, RecordAttachmentStore::read);
    }

    private static RecordContent written(Attachment attachment) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", attachment.id());
        members.put("name", attachment.name());
        members.put("contentType", attachment.contentType());
        members.put("size", (long) attachment.size());
        members.put("schemaCode", attachment.schemaCode());
        members.put("objectId", attachment.objectId());
        return RecordContent.of(members);
    }

    private static Attachment read(RecordContent content) {
        return new Attachment(
                content.text("id"),
                content.text("name"),
                content.text("contentType"),
                Math.toIntExact(content.whole("size")),
                content.text("schemaCode"),
                content.text("objectId"));
    }

    @Override
    public void add(Attachment attachment, byte[] content) {
        String base64 = Base64.getEncoder().encodeToString(content);
        StoredRecord bytes = StoredRecord.of(
                CONTENT,
                attachment.id(),
                RecordContent.empty().with("base64", base64).json());
        store.commit(List.of(
                new RecordChange.Put(attachments.of(attachment.id(), attachment).inGroup(attachment.objectId())),
                new RecordChange.Put(bytes)));
    }

    @Override
    public Optional<Attachment> find(String id) {
        return attachments.find(id).map(Records.Entry::value);
    }

    @Override
    public Optional<byte[]> content(String id) {
        return store.find(CONTENT, id)
                .map(stored -> RecordContent.read(stored.content()).text("base64"))
                .map(Base64.getDecoder()::decode);
    }

    @Override
    public void remove(String id) {
        store.commit(List.of(attachments.drop(id), new RecordChange.Drop(CONTENT, id)));
    }

    @Override
    public void removeAllOf(String objectId) {
        List<String> ids = new ArrayList<>();
        attachments.list(objectId).forEach(entry -> ids.add(entry.record().key()));
        ids.forEach(this::remove);
    }
}
