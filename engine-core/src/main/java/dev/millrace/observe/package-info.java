/**
 * What can be seen of an execution: its status, its steps, its log.
 */
@NullMarked
package dev.millrace.observe;

import org.jspecify.annotations.NullMarked;
