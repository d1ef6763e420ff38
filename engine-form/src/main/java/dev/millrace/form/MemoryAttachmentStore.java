package dev.millrace.form;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class MemoryAttachmentStore implements AttachmentStore {
    private final Map<String, Stored> files = new ConcurrentHashMap<>();

    private static final class Stored {
        final Attachment attachment;
        final byte[] content;

        Stored(Attachment attachment, byte[] content) {
            this.attachment = attachment;
            this.content = content;
        }
    }

    @Override
    public void add(Attachment attachment, byte[] content) {
        files.put(attachment.id(), new Stored(attachment, content));
    }

    @Override
    public Optional<Attachment> find(String id) {
        return Optional.ofNullable(files.get(id)).map(stored -> stored.attachment);
    }

    @Override
    public Optional<byte[]> content(String id) {
        return Optional.ofNullable(files.get(id)).map(stored -> stored.content);
    }

    @Override
    public void remove(String id) {
        files.remove(id);
    }

    @Override
    public void removeAllOf(String objectId) {
        files.values().removeIf(stored -> stored.attachment.objectId().equals(objectId));
    }
}
