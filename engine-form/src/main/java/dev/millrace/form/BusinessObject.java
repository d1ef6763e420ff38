package dev.millrace.form;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of a form, filled in once. Immutable.
 *
 * @param id a GUID in lower case
 * @param seqNo its running number
 * @param name its title
 * @param workflowInstanceId the execution it runs through; empty without a workflow
 * @param transitions how often its status has changed
 * @param revision how often it was stored, from 1; two writers of one revision exclude each other
 * @param values by property, of the property's type: texts, numbers, truth values, {@link Instant}s, lists, rows as maps
 */
public record BusinessObject(
        String id,
        String schemaCode,
        String seqNo,
        String name,
        String ownerId,
        String ownerDeptId,
        String createdBy,
        Instant createdTime,
        String modifiedBy,
        Instant modifiedTime,
        Status status,
        String workflowInstanceId,
        long transitions,
        long revision,
        Map<String, @Nullable Object> values) {
    public BusinessObject {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    BusinessObject in(Status newStatus) {
        return next(name, owner(), modifiedBy, modifiedTime, newStatus, workflowInstanceId, transitions + 1, values);
    }

    /** On its way through its workflow once more. */
    BusinessObject running(String instanceId) {
        return next(name, owner(), modifiedBy, modifiedTime, Status.RUNNING, instanceId, transitions + 1, values);
    }

    /** As what follows the given one, however many changes lie between. */
    BusinessObject inPlaceOf(BusinessObject before) {
        return new BusinessObject(
                id,
                schemaCode,
                seqNo,
                name,
                ownerId,
                ownerDeptId,
                createdBy,
                createdTime,
                modifiedBy,
                modifiedTime,
                status,
                workflowInstanceId,
                transitions,
                before.revision + 1,
                values);
    }

    BusinessObject changed(
            Map<String, @Nullable Object> newValues, String title, Directory.User owner, String by, Instant at) {
        Owner newOwner = new Owner(owner.id(), owner.departmentId());
        return next(title, newOwner, by, at, status, workflowInstanceId, transitions, newValues);
    }

    BusinessObject with(Map<String, @Nullable Object> newValues) {
        return next(name, owner(), modifiedBy, modifiedTime, status, workflowInstanceId, transitions, newValues);
    }

    private record Owner(String id, String departmentId) {}

    private Owner owner() {
        return new Owner(ownerId, ownerDeptId);
    }

    /** The next revision; what an object was created with stays. */
    private BusinessObject next(
            String title,
            Owner owner,
            String by,
            Instant at,
            Status newStatus,
            String instanceId,
            long newTransitions,
            Map<String, @Nullable Object> newValues) {
        return new BusinessObject(
                id,
                schemaCode,
                seqNo,
                title,
                owner.id(),
                owner.departmentId(),
                createdBy,
                createdTime,
                by,
                at,
                newStatus,
                instanceId,
                newTransitions,
                revision + 1,
                newValues);
    }
}
