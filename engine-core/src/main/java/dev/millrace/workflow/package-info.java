/**
 * The definition of a workflow, its readers and writers, and the problems it can have.
 *
 * <p>Read {@link dev.millrace.workflow.Workflow} first. Every accepted JSON shape ends here and nowhere else.
 */
@NullMarked
package dev.millrace.workflow;

import org.jspecify.annotations.NullMarked;
