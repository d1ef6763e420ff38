package dev.millrace.observe;

/**
 * Why an execution failed.
 *
 * @param title the kind of failure
 * @param message what happened with which value
 * @param stepId the step that failed; empty if it was none
 * @param stepIndex its position from 0; -1 if it was none
 * @param code what a throw step set; 0 otherwise
 */
public record ExecutionError(String title, String message, String stepId, int stepIndex, int code) {}
