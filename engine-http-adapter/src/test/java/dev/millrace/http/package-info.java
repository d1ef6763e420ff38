/**
 * The HTTP APIs over real sockets.
 */
@NullMarked
package dev.millrace.http;

import org.jspecify.annotations.NullMarked;
