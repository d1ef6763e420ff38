package dev.millrace.form;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of an object. Immutable.
 *
 * @param name without a path
 * @param contentType as the client said; never to be believed
 * @param objectId of the object it belongs to
 */
public record Attachment(String id, String name, String contentType, int size, String schemaCode, String objectId) {
    /** As objects list it. */
    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("AttachmentId", id);
        plain.put("Name", name);
        plain.put("Size", (long) size);
        return plain;
    }
}
