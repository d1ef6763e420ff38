package dev.millrace.form;

import dev.millrace.store.RecordContent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects and what is to happen because of them as the content of records. */
final class ObjectForm {
    private ObjectForm() {}

    static RecordContent of(RecordObjectStore.Kept kept) {
        BusinessObject object = kept.object();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", object.id());
        members.put("schemaCode", object.schemaCode());
        members.put("seqNo", object.seqNo());
        members.put("name", object.name());
        members.put("ownerId", object.ownerId());
        members.put("ownerDeptId", object.ownerDeptId());
        members.put("createdBy", object.createdBy());
        members.put("createdTime", object.createdTime().toString());
        members.put("modifiedBy", object.modifiedBy());
        members.put("modifiedTime", object.modifiedTime().toString());
        members.put("status", (long) object.status().number());
        members.put("workflowInstanceId", object.workflowInstanceId());
        members.put("transitions", object.transitions());
        members.put("revision", object.revision());
        members.put("values", ValueForm.writeAll(object.values()));
        members.put("claims", kept.claims());
        return RecordContent.of(members);
    }

    static RecordObjectStore.Kept read(RecordContent content) {
        BusinessObject object = new BusinessObject(
                content.text("id"),
                content.text("schemaCode"),
                content.text("seqNo"),
                content.text("name"),
                content.text("ownerId"),
                content.text("ownerDeptId"),
                content.text("createdBy"),
                Instant.parse(content.text("createdTime")),
                content.text("modifiedBy"),
                Instant.parse(content.text("modifiedTime")),
                Status.numbered(content.whole("status")),
                content.text("workflowInstanceId"),
                content.whole("transitions"),
                content.whole("revision"),
                ValueForm.readAll(content.dictionary("values")));
        return new RecordObjectStore.Kept(object, content.texts("claims"));
    }

    static RecordContent of(ObjectStore.Firing firing) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", firing.id());
        members.put("workflowId", firing.workflowId());
        members.put("executionId", firing.executionId());
        members.put("data", ValueForm.writeAll(firing.data()));
        members.put("async", firing.async());
        return RecordContent.of(members);
    }

    static ObjectStore.Firing readFiring(RecordContent content) {
        return new ObjectStore.Firing(
                content.text("id"),
                content.text("workflowId"),
                content.text("executionId"),
                ValueForm.readAll(content.dictionary("data")),
                content.truth("async"));
    }
}
