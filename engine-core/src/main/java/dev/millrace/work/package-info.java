/**
 * Work items: what an execution asks of people, and where that is kept (spec bizobject-openapi 16). Start with {@link
 * dev.millrace.work.WorkItem}. Nothing here knows executions; who completes an item goes through {@link
 * dev.millrace.WorkItems}.
 */
@NullMarked
package dev.millrace.work;

import org.jspecify.annotations.NullMarked;
