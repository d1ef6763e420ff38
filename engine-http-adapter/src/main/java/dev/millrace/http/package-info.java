/**
 * The documented HTTP APIs: a servlet for any container, and a server to run it alone.
 */
@NullMarked
package dev.millrace.http;

import org.jspecify.annotations.NullMarked;
