/**
 * The API document, for programs and for people. The document itself is written by hand: {@code openapi.json}; tests hold
 * every response against it.
 */
@NullMarked
package dev.millrace.http.contract;

import org.jspecify.annotations.NullMarked;
