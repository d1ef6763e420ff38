/**
 * The interpreter: one small object moves over a plan.
 *
 * <p>Read {@link dev.millrace.execution.Execution} first. Nothing in an execution's state is a thread, a lock or a
 * future, so it can be written down at any step.
 */
@NullMarked
package dev.millrace.execution;

import org.jspecify.annotations.NullMarked;
