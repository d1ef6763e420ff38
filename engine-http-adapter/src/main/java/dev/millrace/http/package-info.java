/**
 * The place of the servlet that speaks the documented HTTP APIs. This version has no HTTP API.
 */
@NullMarked
package dev.millrace.http;

import org.jspecify.annotations.NullMarked;
