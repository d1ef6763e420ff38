package dev.millrace.http.editor;

import dev.millrace.http.exchange.ErrorCode;

/** The error codes of document 001, each with its HTTP status (spec vflow-model 7.1). */
public enum EditorError implements ErrorCode {
    WORKFLOW_NOT_FOUND(404, 1001, "Workflow not found"),
    INVALID_WORKFLOW(400, 1002, "Invalid workflow data"),
    EXECUTION_FAILED(500, 1003, "Workflow execution failed"),
    /** The same code where the workflow is at fault: it cannot be compiled. */
    NOT_EXECUTABLE(422, 1003, "Workflow execution failed"),
    /** The same code where it may not start now: it is disabled, or runs already. */
    NOT_STARTED(409, 1003, "Workflow execution failed"),
    WORKFLOW_EXISTS(409, 1004, "Workflow already exists"),
    MODULE_NOT_FOUND(404, 2001, "Module not found"),
    INVALID_PARAMETERS(400, 2002, "Invalid module parameters"),
    FOLDER_NOT_FOUND(404, 3001, "Folder not found"),
    FOLDER_NOT_EMPTY(400, 3002, "Folder not empty"),
    INVALID_FOLDER(400, 400, "Invalid folder data"),
    FOLDER_EXISTS(409, 409, "Folder already exists"),
    EXECUTION_NOT_FOUND(404, 5001, "Execution not found"),
    EXECUTION_STOPPED(409, 5002, "Execution already stopped"),
    NOT_AUTHENTICATED(401, 6001, "Invalid authentication"),
    TOKEN_EXPIRED(401, 6002, "Token expired"),
    NOT_PERMITTED(403, 6003, "Insufficient permissions"),
    TOO_MANY_REQUESTS(429, 7001, "Rate limit exceeded"),
    INVALID_FILE(400, 8001, "Invalid file format"),
    FILE_TOO_LARGE(413, 8002, "File size exceeded"),
    FORM_NOT_FOUND(404, 10001, "Form not found"),
    INVALID_FORM(400, 10002, "Invalid form"),
    FORM_EXISTS(409, 10003, "Form already exists"),
    FORM_NOT_EMPTY(409, 10004, "Form has objects"),
    WORK_ITEM_NOT_FOUND(404, 10101, "Work item not found"),
    WORK_ITEM_SETTLED(409, 10102, "Work item is not open"),
    INTERNAL(500, 9001, "Internal server error"),
    UNAVAILABLE(503, 9002, "Service unavailable");

    private final int status;
    private final int code;
    private final String message;

    EditorError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String message() {
        return message;
    }
}
