/**
 * Access, where its rules need no server.
 */
@NullMarked
package dev.millrace.http.access;

import org.jspecify.annotations.NullMarked;
