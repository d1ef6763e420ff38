/**
 * One HTTP request and its answer as routes see them, whatever container serves them.
 */
@NullMarked
package dev.millrace.http.exchange;

import org.jspecify.annotations.NullMarked;
