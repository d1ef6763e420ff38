package dev.millrace.form;

/**
 * An object that was created.
 *
 * @param workflowInstanceId the execution it runs through; empty without a workflow
 */
public record Receipt(String objectId, String workflowInstanceId) {}
