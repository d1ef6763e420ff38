package dev.millrace.observe;

/** Which execution an event is about. */
public record ExecutionEvent(String executionId, String workflowId, String workflowName) {}
