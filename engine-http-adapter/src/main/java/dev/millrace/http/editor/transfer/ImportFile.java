package dev.millrace.http.editor.transfer;

import dev.millrace.workflow.WorkflowFile;

/**
 * One file that arrived.
 *
 * @param name as the client calls it, for the report
 */
record ImportFile(String name, WorkflowFile content) {}
