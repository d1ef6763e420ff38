/**
 * Who may call what, and how often: tokens, pairing, rate limits, hosts and origins.
 */
@NullMarked
package dev.millrace.http.access;

import org.jspecify.annotations.NullMarked;
