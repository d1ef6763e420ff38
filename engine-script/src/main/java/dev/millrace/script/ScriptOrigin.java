package dev.millrace.script;

/**
 * Where a script runs, for logs and keys of the calls it makes.
 *
 * @param caller what calls are recorded under unless the script says otherwise: {@code flow_script}, {@code form_script}
 * @param workflowId empty outside workflows, as are the two after it
 * @param executionId the execution
 * @param stepId the step
 * @param idempotencyKey the same for every attempt of the step; with the number of a call, a key for the call
 */
public record ScriptOrigin(
        String caller, String workflowId, String executionId, String stepId, String idempotencyKey) {}
