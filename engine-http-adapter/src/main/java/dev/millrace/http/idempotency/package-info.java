/**
 * Requests that come again under one {@code Idempotency-Key}: start with {@link dev.millrace.http.idempotency.FirstAnswers}.
 * What a key is scoped by, and what makes two requests the same, is for each API to say.
 */
@NullMarked
package dev.millrace.http.idempotency;

import org.jspecify.annotations.NullMarked;
