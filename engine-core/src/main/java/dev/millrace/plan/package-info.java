/**
 * From a workflow to the immutable {@link dev.millrace.plan.Plan} that executions share.
 *
 * <p>Read {@link dev.millrace.plan.Compiler} first: it runs the passes in order. Whatever can be decided once is decided
 * here.
 */
@NullMarked
package dev.millrace.plan;

import org.jspecify.annotations.NullMarked;
