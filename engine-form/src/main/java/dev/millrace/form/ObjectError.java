package dev.millrace.form;

/** Why an operation on business objects was refused. The {@link #id} is stable, for programs. */
public enum ObjectError {
    MISSING_PARAMETER("MissingParameter"),
    INVALID_PARAMETER("InvalidParameter"),
    SCHEMA_NOT_FOUND("SchemaNotFound"),
    OBJECT_NOT_FOUND("ObjectNotFound"),
    UNKNOWN_PROPERTY("UnknownProperty"),
    INVALID_VALUE("InvalidValue"),
    REQUIRED_VALUE("RequiredValue"),
    DUPLICATE_VALUE("DuplicateValue"),
    USER_NOT_FOUND("UserNotFound"),
    INVALID_FILTER("InvalidFilter"),
    INVALID_MATCHER("InvalidMatcher"),
    PAGE_TOO_LARGE("PageTooLarge"),
    BATCH_TOO_LARGE("BatchTooLarge"),
    OBJECT_CANCELLED("ObjectCancelled"),
    CONFLICT("Conflict"),
    RULE_FAILED("RuleFailed"),
    /** The form's workflow is not deployed, or cannot start now. */
    WORKFLOW_NOT_STARTED("WorkflowNotStarted"),
    ATTACHMENT_NOT_FOUND("AttachmentNotFound"),
    FILE_TOO_LARGE("FileTooLarge");

    private final String id;

    ObjectError(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
