/**
 * Runs scripts of strangers in processes of their own, which can be killed.
 *
 * <p>Read {@link dev.millrace.script.child.ChildProcessRunner} first. Parent and child speak in {@code Frame}s over the
 * child's standard input and output; calls of the script are answered by the parent.
 */
@NullMarked
package dev.millrace.script.child;

import org.jspecify.annotations.NullMarked;
