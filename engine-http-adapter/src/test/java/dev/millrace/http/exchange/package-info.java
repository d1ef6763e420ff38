/**
 * Requests and responses, where their rules need no server.
 */
@NullMarked
package dev.millrace.http.exchange;

import org.jspecify.annotations.NullMarked;
