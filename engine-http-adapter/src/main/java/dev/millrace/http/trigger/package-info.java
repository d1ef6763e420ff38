/**
 * Workflows as HTTP APIs (spec sync-api-trigger): start with {@link dev.millrace.http.trigger.TriggerApi}. What an API is
 * called and asks of its callers is in its workflow's {@code trigger_api} step; nothing else stores it.
 */
@NullMarked
package dev.millrace.http.trigger;

import org.jspecify.annotations.NullMarked;
