/**
 * The command line: runs and checks workflow files and shows the modules. Read {@link dev.millrace.launcher.Launcher}
 * first. Results go to the standard output, everything for people to the standard error; the exit code is 0 for success,
 * 1 for an execution that did not complete, 2 for input that cannot be used. No stack trace is ever printed.
 */
@NullMarked
package dev.millrace.launcher;

import org.jspecify.annotations.NullMarked;
