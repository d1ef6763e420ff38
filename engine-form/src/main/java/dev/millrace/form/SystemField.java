package dev.millrace.form;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What every object has beside its form's properties. */
enum SystemField {
    OBJECT_ID("ObjectId", PropertyType.TEXT, BusinessObject::id),
    NAME("Name", PropertyType.TEXT, BusinessObject::name),
    OWNER_ID("OwnerId", PropertyType.USER, BusinessObject::ownerId),
    OWNER_DEPT_ID("OwnerDeptId", PropertyType.DEPT, BusinessObject::ownerDeptId),
    CREATED_BY("CreatedBy", PropertyType.USER, BusinessObject::createdBy),
    CREATED_TIME("CreatedTime", PropertyType.DATE, BusinessObject::createdTime),
    MODIFIED_BY("ModifiedBy", PropertyType.USER, BusinessObject::modifiedBy),
    MODIFIED_TIME("ModifiedTime", PropertyType.DATE, BusinessObject::modifiedTime),
    STATUS("Status", PropertyType.NUMBER, object -> (long) object.status().number()),
    WORKFLOW_INSTANCE_ID("WorkflowInstanceId", PropertyType.TEXT, BusinessObject::workflowInstanceId),
    SEQ_NO("SeqNo", PropertyType.TEXT, BusinessObject::seqNo);

    private static final Set<String> NAMES =
            Arrays.stream(values()).map(SystemField::code).collect(Collectors.toUnmodifiableSet());

    private final String code;
    private final PropertyType type;
    private final Function<BusinessObject, Object> value;

    SystemField(String code, PropertyType type, Function<BusinessObject, Object> value) {
        this.code = code;
        this.type = type;
        this.value = value;
    }

    static Set<String> names() {
        return NAMES;
    }

    static Optional<SystemField> of(String code) {
        return Arrays.stream(values()).filter(field -> field.code.equals(code)).findFirst();
    }

    String code() {
        return code;
    }

    PropertyType type() {
        return type;
    }

    Object of(BusinessObject object) {
        return value.apply(object);
    }
}
